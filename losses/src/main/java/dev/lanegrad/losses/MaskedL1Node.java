package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The graph node of {@link MaskedL1Loss}: one pass over the pixels forward, one backward. */
final class MaskedL1Node<A> implements Node {

    private final Tensor<A> pred;
    private final A gt;
    private final A mask;
    private final double eps;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;
    private final PixelWeights<A> weights;

    /** {@code sum |p - g| m}, {@code sum m}. */
    private final double[] totals = new double[2];

    MaskedL1Node(Tensor<A> pred, A gt, A mask, double eps) {
        PixelLabels.require("maskedL1Loss", "gt", gt, pred);
        PixelLabels.require("maskedL1Loss", "mask", mask, pred);
        PixelLabels.requireEps("maskedL1Loss", eps);
        this.pred = pred;
        this.gt = gt;
        this.mask = mask;
        this.eps = eps;
        this.kernels = pred.kernels();
        this.weights = new PixelWeights<>("maskedL1Loss", "mask", kernels, gt, mask, 1, pred.shape().size());
        this.loss = Tensor.result(kernels, Shape.of(), pred);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        int pixels = pred.shape().size();
        totals[0] = 0;
        totals[1] = eps;
        for (int start = 0; start < pixels; start += PixelWeights.PIECE) {
            int n = Math.min(PixelWeights.PIECE, pixels - start);
            weights.read(0, start, n);
            kernels.binarization().addDistanceSums(n, weights.kinds(), weights.strip(0, start), pred.data(), start,
                    gt, start, mask, start, totals, 0);
        }
        kernels.storage().set(loss.data(), 0, totals[0] / totals[1]);
    }

    @Override
    public void backward() {
        double slope = kernels.storage().get(loss.grad(), 0) / totals[1];
        boolean fromZero = pred.takeZeroGrad();
        kernels.binarization().addDistanceGradient(pred.shape().size(), slope, weights.kinds(), 0, pred.data(), 0,
                gt, 0, mask, 0, pred.grad(), 0, fromZero);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(pred);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
