package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Binarization;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/** The graph node of {@link RegionDiceLoss}: one pass over the pixels forward, one backward. */
final class RegionDiceNode<A> implements Node {

    private final Tensor<A> pred;
    private final A gt;
    private final A mask;
    private final double eps;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;
    private final PixelWeights<A> weights;

    /** {@code sum p g m}, {@code sum p m}; {@code sum g m} and what else is counted of the labels. */
    private final double[] totals = new double[2];
    private final double[] labelTotals = new double[SharedBalance.LABEL_SUMS];
    private double intersection;
    private double union;

    RegionDiceNode(Tensor<A> pred, A gt, A mask, double eps) {
        PixelLabels.require("regionDiceLoss", "gt", gt, pred);
        PixelLabels.require("regionDiceLoss", "mask", mask, pred);
        PixelLabels.requireEps("regionDiceLoss", eps);
        this.pred = pred;
        this.gt = gt;
        this.mask = mask;
        this.eps = eps;
        this.kernels = pred.kernels();
        this.weights = new PixelWeights<>("regionDiceLoss", "mask", kernels, gt, mask, 1, pred.shape().size());
        this.loss = Tensor.result(kernels, Shape.of(), pred);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        Binarization<A> kernel = kernels.binarization();
        int pixels = pred.shape().size();
        byte[] kinds = weights.kinds();
        Arrays.fill(totals, 0);
        SharedBalance.clear(labelTotals, 0);
        for (int start = 0; start < pixels; start += PixelWeights.PIECE) {
            int n = Math.min(PixelWeights.PIECE, pixels - start);
            int strip = weights.strip(0, start);
            weights.read(0, start, n);
            kernel.addRegionSums(n, kinds, strip, pred.data(), start, gt, start, mask, start, totals, 0);
            kernel.addLabelSums(n, kinds, strip, gt, start, mask, start, labelTotals, 0);
        }
        intersection = totals[0];
        union = totals[1] + labelTotals[0] + eps;
        kernels.storage().set(loss.data(), 0, 1 - 2 * intersection / union);
    }

    @Override
    public void backward() {
        double upstream = kernels.storage().get(loss.grad(), 0);
        boolean fromZero = pred.takeZeroGrad();
        kernels.binarization().addRegionGradient(pred.shape().size(), -2 * upstream / union,
                2 * upstream * intersection / (union * union), weights.kinds(), 0, gt, 0, mask, 0, pred.grad(), 0, fromZero);
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
