package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * {@link PseLoss} as a node of the tape: images in parallel, then the reduction of their values in order. In training the gradient of an image follows its
 * values, while both are in the caches; see {@link ForwardGradient}.
 */
final class PseNode<A> implements Node {

    private final Workers workers;
    private final PseLoss.Options options;
    private final Tensor<A> maps;
    private final PseImage<A>[] images;
    private final Tensor<A> loss;
    private final Tensor<A> lossText;
    private final Tensor<A> lossKernels;
    private final Tensor<A> iouText;
    private final Tensor<A> iouKernel;
    private final double[] totals = new double[5];
    private final ForwardGradient ahead;
    private final IntConsumer imageForward;
    private final IntConsumer imageBackward;

    /** The upstream gradients of each image's text loss, then of each image's kernels' losses. */
    private final double[] upstreams;

    /** The gradient that the forward pass writes, or null. */
    private A reserved;
    private boolean fromZero;

    PseNode(Workers workers, Tensor<A> maps, PseLoss.Options options, IntFunction<PseTargets> targets) {
        this.workers = workers;
        this.options = options;
        this.maps = maps;
        @SuppressWarnings({"unchecked", "rawtypes"})
        PseImage<A>[] perImage = new PseImage[maps.shape().dim(0)];
        for (int i = 0; i < perImage.length; i++) {
            perImage[i] = new PseImage<>(options, maps, i);
        }
        this.images = perImage;
        Shape shape = options.reduction() == Reduction.NONE ? Shape.of(perImage.length) : Shape.of();
        this.loss = Tensor.result(maps.kernels(), shape, maps);
        this.lossText = Tensor.result(maps.kernels(), shape, maps);
        this.lossKernels = Tensor.result(maps.kernels(), shape, maps);
        this.iouText = Tensor.result(maps.kernels(), shape);
        this.iouKernel = Tensor.result(maps.kernels(), shape);
        this.upstreams = new double[2 * perImage.length];
        this.ahead = new ForwardGradient(maps, upstreams.length);
        this.imageForward = i -> forward(i, targets.apply(i));
        this.imageBackward = this::backward;
    }

    @Override
    public void forward() {
        reserved = ahead.begins() ? maps.reservedGrad(ahead) : null;
        workers.run(images.length, imageForward);
        if (reserved != null) {
            ahead.written();
        }
        double alpha = options.alpha();
        Arrays.fill(totals, 0);
        for (int i = 0; i < images.length; i++) {
            double text = images[i].textLoss();
            double kernels = images[i].kernelsLoss();
            add(loss, i, alpha * text + (1 - alpha) * kernels, 0);
            add(lossText, i, text, 1);
            add(lossKernels, i, kernels, 2);
            add(iouText, i, images[i].textIou(), 3);
            add(iouKernel, i, images[i].kernelIou(), 4);
        }
    }

    private void forward(int image, PseTargets targets) {
        images[image].forward(targets);
        if (reserved != null) {
            gradient(image, ahead.upstreams(), reserved, true);
        }
    }

    private void add(Tensor<A> output, int image, double value, int index) {
        totals[index] += value;
        Storage<A> storage = output.kernels().storage();
        switch (options.reduction()) {
            case NONE -> storage.set(output.data(), image, value);
            case SUM -> storage.set(output.data(), 0, totals[index]);
            case MEAN -> storage.set(output.data(), 0, totals[index] / images.length);
        }
    }

    @Override
    public void backward() {
        for (int i = 0; i < images.length; i++) {
            double upstream = upstream(loss, i);
            upstreams[i] = options.alpha() * upstream + upstream(lossText, i);
            upstreams[images.length + i] = (1 - options.alpha()) * upstream + upstream(lossKernels, i);
        }
        if (!ahead.isThere(upstreams)) {
            fromZero = maps.takeZeroGrad();
            workers.run(images.length, imageBackward);
        }
    }

    /** The images in reverse order: those that the forward pass has seen last are still in the caches. */
    private void backward(int task) {
        gradient(images.length - 1 - task, upstreams, maps.grad(), fromZero);
    }

    private void gradient(int image, double[] upstream, A gradient, boolean overwrites) {
        images[image].backward(upstream[image], upstream[images.length + image] / (maps.shape().dim(1) - 1), gradient, overwrites);
    }

    private double upstream(Tensor<A> output, int image) {
        Storage<A> storage = output.kernels().storage();
        return switch (options.reduction()) {
            case NONE -> storage.get(output.grad(), image);
            case SUM -> storage.get(output.grad(), 0);
            case MEAN -> storage.get(output.grad(), 0) / images.length;
        };
    }

    PseLoss.Values<A> values() {
        return new PseLoss.Values<>(loss, lossText, lossKernels, iouText, iouKernel, new PseMasks<>(maps, options, images));
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(maps);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss, lossText, lossKernels, iouText, iouKernel);
    }
}
