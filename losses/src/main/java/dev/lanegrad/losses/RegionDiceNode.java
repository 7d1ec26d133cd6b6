package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The graph node of {@link RegionDiceLoss}: one pass over the pixels forward, one backward, piece by piece. */
final class RegionDiceNode<A> implements Node {

    private final MapPlanes<A> pred;
    private final A gt;
    private final A mask;
    private final double eps;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;

    /** A piece of {@code g m}. */
    private final A target;
    private final MapPlanes.Pass sums = this::addSums;
    private final MapPlanes.Pass gradient = this::addGradient;
    private double intersection;
    private double union;
    private double targetSlope;
    private double maskSlope;

    RegionDiceNode(MapPlanes<A> pred, A gt, A mask, double eps) {
        pred.requireLabels("regionDiceLoss", "gt", gt);
        pred.requireLabels("regionDiceLoss", "mask", mask);
        if (!(eps > 0)) {
            throw new IllegalArgumentException("regionDiceLoss: eps = " + eps + " must be greater than 0");
        }
        this.pred = pred;
        this.gt = gt;
        this.mask = mask;
        this.eps = eps;
        this.kernels = pred.map().kernels();
        this.target = kernels.storage().allocate(MapPlanes.PIECE);
        this.loss = Tensor.result(kernels, Shape.of(), pred.map());
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        intersection = 0;
        union = eps;
        pred.forEachPiece(sums);
        kernels.storage().set(loss.data(), 0, 1 - 2 * intersection / union);
    }

    private void addSums(int n, int at, int label) {
        A p = pred.map().data();
        kernels.elementwise().mul(n, gt, label, mask, label, target, 0);
        intersection += kernels.reductions().dot(n, p, at, target, 0);
        union += kernels.reductions().dot(n, p, at, mask, label) + kernels.reductions().sum(n, target, 0);
    }

    @Override
    public void backward() {
        double upstream = kernels.storage().get(loss.grad(), 0);
        targetSlope = -2 * upstream / union;
        maskSlope = 2 * upstream * intersection / (union * union);
        pred.forEachPiece(gradient);
    }

    private void addGradient(int n, int at, int label) {
        A dp = pred.map().grad();
        kernels.elementwise().mul(n, gt, label, mask, label, target, 0);
        kernels.elementwise().axpy(n, targetSlope, target, 0, dp, at);
        kernels.elementwise().axpy(n, maskSlope, mask, label, dp, at);
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
