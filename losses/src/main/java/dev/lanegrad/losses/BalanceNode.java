package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Selection;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/**
 * The graph node of {@link BalanceLoss}: {@code loss = sum w_i l_i / (nPos + nNeg + eps)}, where {@code w} is the positive weight of a
 * pixel plus, if it is among the hardest, its negative weight. The main loss {@code l} has one value per pixel or one for all.
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
    private final A weights;
    private final A negatives;
    private final A hardness;
    private final int[] chosen;
    private final int[] above;
    private double denominator;
    private double weightSum;

    BalanceNode(Tensor<A> main, A gt, A mask, double ratio, double eps) {
        this.main = main;
        this.gt = gt;
        this.mask = mask;
        this.ratio = ratio;
        this.eps = eps;
        this.pixels = Array.getLength(gt);
        if (Array.getLength(mask) != pixels) {
            throw new IllegalArgumentException("balanceLoss: mask has " + Array.getLength(mask)
                    + " elements and must have the " + pixels + " of gt; losses do not broadcast");
        }
        this.kernels = main.kernels();
        this.weights = kernels.storage().allocate(pixels);
        this.negatives = kernels.storage().allocate(pixels);
        this.hardness = kernels.storage().allocate(pixels);
        this.chosen = new int[pixels];
        this.above = new int[pixels];
        this.loss = Tensor.result(kernels, Shape.of(), main);
    }

    Tensor<A> result() {
        return loss;
    }

    private boolean perPixel() {
        return main.shape().rank() > 0;
    }

    @Override
    public void forward() {
        Elementwise<A> elementwise = kernels.elementwise();
        elementwise.mul(pixels, gt, 0, mask, 0, weights, 0);
        elementwise.scaleAndShift(pixels, -1, 1, gt, 0, negatives, 0);
        elementwise.mul(pixels, negatives, 0, mask, 0, negatives, 0);
        int positiveCount = (int) kernels.reductions().sum(pixels, weights, 0);
        double negativeSum = kernels.reductions().sum(pixels, negatives, 0);
        int negativeCount = (int) Math.min(negativeSum, positiveCount * ratio);
        if (negativeCount > 0) {
            if (perPixel()) {
                elementwise.mul(pixels, negatives, 0, main.data(), 0, hardness, 0);
            } else {
                elementwise.scale(pixels, main.item(), negatives, 0, hardness, 0);
            }
            choose(Math.min(negativeCount, pixels));
            elementwise.addWhere(pixels, chosen, 0, negatives, 0, weights, 0);
        }
        denominator = positiveCount + Math.max(negativeCount, 0) + eps;
        weightSum = kernels.reductions().sum(pixels, weights, 0);
        double total = perPixel() ? kernels.reductions().dot(pixels, weights, 0, main.data(), 0)
                : weightSum * main.item();
        kernels.storage().set(loss.data(), 0, total / denominator);
    }

    /** Marks the {@code k} hardest pixels; of those that tie with the last one the ones with the lowest index. */
    private void choose(int k) {
        Selection<A> selection = kernels.selection();
        double threshold = selection.kthLargest(pixels, hardness, 0, k, NanRank.HIGHEST);
        if (Double.isNaN(threshold)) {
            // At least k are NaN and so is the loss; above holds their positions for once.
            selection.topK(pixels, hardness, 0, k, NanRank.HIGHEST, above, 0);
            Arrays.fill(chosen, 0);
            for (int i = 0; i < k; i++) {
                chosen[above[i]] = -1;
            }
            return;
        }
        selection.atLeast(pixels, hardness, 0, threshold, chosen, 0);
        selection.above(pixels, hardness, 0, threshold, above, 0);
        int excess = -k;
        for (int i = 0; i < pixels; i++) {
            excess -= chosen[i];
        }
        for (int i = pixels - 1; excess > 0; i--) {
            if (chosen[i] != 0 && above[i] == 0) {
                chosen[i] = 0;
                excess--;
            }
        }
    }

    @Override
    public void backward() {
        double slope = kernels.storage().get(loss.grad(), 0) / denominator;
        if (perPixel()) {
            kernels.elementwise().axpy(pixels, slope, weights, 0, main.grad(), 0);
        } else {
            kernels.storage().set(main.grad(), 0, kernels.storage().get(main.grad(), 0) + slope * weightSum);
        }
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
