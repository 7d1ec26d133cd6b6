package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The graph node of {@link MaskedL1Loss}: one pass over the pixels forward, one backward, piece by piece. */
final class MaskedL1Node<A> implements Node {

    private final MapPlanes<A> pred;
    private final A gt;
    private final A mask;
    private final double eps;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;
    private final A difference;
    private final A scaledMask;
    private final MapPlanes.Pass sums = this::addSums;
    private final MapPlanes.Pass gradient = this::addGradient;
    private double numerator;
    private double denominator;
    private double slope;

    MaskedL1Node(MapPlanes<A> pred, A gt, A mask, double eps) {
        pred.requireLabels("maskedL1Loss", "gt", gt);
        pred.requireLabels("maskedL1Loss", "mask", mask);
        if (!(eps > 0)) {
            throw new IllegalArgumentException("maskedL1Loss: eps = " + eps + " must be greater than 0");
        }
        this.pred = pred;
        this.gt = gt;
        this.mask = mask;
        this.eps = eps;
        this.kernels = pred.map().kernels();
        this.difference = kernels.storage().allocate(MapPlanes.PIECE);
        this.scaledMask = kernels.storage().allocate(MapPlanes.PIECE);
        this.loss = Tensor.result(kernels, Shape.of(), pred.map());
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        numerator = 0;
        denominator = eps;
        pred.forEachPiece(sums);
        kernels.storage().set(loss.data(), 0, numerator / denominator);
    }

    private void addSums(int n, int at, int label) {
        kernels.elementwise().sub(n, pred.map().data(), at, gt, label, difference, 0);
        kernels.elementwise().abs(n, difference, 0, difference, 0);
        numerator += kernels.reductions().dot(n, difference, 0, mask, label);
        denominator += kernels.reductions().sum(n, mask, label);
    }

    @Override
    public void backward() {
        slope = kernels.storage().get(loss.grad(), 0) / denominator;
        pred.forEachPiece(gradient);
    }

    private void addGradient(int n, int at, int label) {
        kernels.elementwise().sub(n, pred.map().data(), at, gt, label, difference, 0);
        kernels.elementwise().scale(n, slope, mask, label, scaledMask, 0);
        kernels.elementwise().addAbsGradient(n, difference, 0, scaledMask, 0, pred.map().grad(), at);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(pred.map());
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
