package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/**
 * The graph node of {@link BalanceLoss} for a main loss with a value per pixel: {@code loss = sum w_i l_i / (nPos + nNeg + eps)}, where {@code w}
 * is the positive weight of a pixel plus, if it is among the hardest, its negative weight.
 */
final class BalanceNode<A> implements Node {

    private final Tensor<A> main;
    private final A gt;
    private final A mask;
    private final double ratio;
    private final double eps;
    private final int pixels;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;
    private final PixelWeights<A> maskWeights;
    private final HardNegatives<A> selection;
    private final double[] labelSums = new double[SharedBalance.LABEL_SUMS];
    private double denominator;

    BalanceNode(Tensor<A> main, A gt, A mask, double ratio, double eps) {
        this.main = main;
        this.gt = gt;
        this.mask = mask;
        this.ratio = ratio;
        this.eps = eps;
        this.kernels = main.kernels();
        this.pixels = kernels.storage().length(gt);
        this.selection = new HardNegatives<>(kernels, pixels);
        this.maskWeights = new PixelWeights<>("balanceLoss", "mask", kernels, gt, mask, 1, pixels);
        this.loss = Tensor.result(kernels, Shape.of(), main);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        maskWeights.labelSums(labelSums);
        HardNegatives.Counts counts = HardNegatives.Counts.of(labelSums[0], labelSums[1], ratio);
        denominator = counts.total() + eps;
        A weights = selection.weights(gt, mask, main.data(), Math.min(counts.negatives(), pixels));
        kernels.storage().set(loss.data(), 0, kernels.reductions().dot(pixels, weights, 0, main.data(), 0) / denominator);
    }

    @Override
    public void backward() {
        double slope = kernels.storage().get(loss.grad(), 0) / denominator;
        kernels.elementwise().axpy(pixels, slope, selection.weights(), 0, main.grad(), 0);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(main);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
