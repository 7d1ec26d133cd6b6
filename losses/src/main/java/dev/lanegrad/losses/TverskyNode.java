package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import java.util.List;
import org.jetbrains.annotations.Nullable;

/**
 * The node of {@link TverskyLoss}. With {@code P = sum m p} and {@code N = sum m t} the denominator is
 * {@code D = (1 - alpha - beta) tp + alpha P + beta N + s}, and {@code dT/dp = m (a t + b)} with
 * {@code b = -alpha (tp + s) / D^2} and {@code a = 1 / D - (1 - alpha - beta) (tp + s) / D^2}.
 */
final class TverskyNode<A> implements Node {

    private static final int PIECE = ElementwiseLossNode.PIECE;

    /** The smallest {@code 1 - T} in a derivative with an exponent below 1. */
    private static final double LEAST = 1e-6;

    private final Tensor<A> p;
    private final A target;
    private final @Nullable A mask;
    private final TverskyLoss.Options options;
    private final Kernels<A> kernels;
    private final int items;
    private final int size;
    private final Tensor<A> loss;
    private final A maskedTarget;
    private final A ones;

    /** Per item {@code tp}, {@code P} and {@code N}. */
    private final double[] sums;

    private final Powers<double[]> powers;
    private final double[] base = new double[1];
    private final double[] result = new double[1];

    TverskyNode(Tensor<A> p, A target, @Nullable A mask, TverskyLoss.Options options) {
        if (p.shape().rank() == 0 || p.shape().size() == 0) {
            throw new IllegalArgumentException("tverskyLoss: p " + p.shape() + " must be [n, ...] with at least one element");
        }
        this.kernels = p.kernels();
        ElementWeights.requireLength("tverskyLoss", "target", kernels.storage().length(target), p.shape().size());
        if (mask != null) {
            ElementWeights.requireLength("tverskyLoss", "mask", kernels.storage().length(mask), p.shape().size());
        }
        this.p = p;
        this.target = target;
        this.mask = mask;
        this.options = options;
        this.items = p.shape().dim(0);
        this.size = p.shape().size() / items;
        this.powers = new Powers<>(Kernels.doubles(kernels.backend()));
        this.sums = new double[Math.multiplyExact(3, items)];
        this.maskedTarget = kernels.storage().allocate(PIECE);
        this.ones = kernels.storage().allocate(PIECE);
        kernels.storage().fill(PIECE, 1, ones, 0);
        this.loss = Tensor.result(kernels, options.reduction() == Reduction.NONE ? Shape.of(items) : Shape.of(), p);
    }

    Tensor<A> result() {
        return loss;
    }

    /** Writes {@code m t} of a piece. */
    private void maskTarget(int n, int at) {
        if (mask == null) {
            kernels.storage().copy(n, target, at, maskedTarget, 0);
        } else {
            kernels.elementwise().mul(n, target, at, mask, at, maskedTarget, 0);
        }
    }

    @Override
    public void forward() {
        double total = 0;
        for (int item = 0; item < items; item++) {
            addUp(item);
            double value = power(1 - overlap(item), options.gamma());
            total += value;
            if (options.reduction() == Reduction.NONE) {
                kernels.storage().set(loss.data(), item, value);
            }
        }
        if (options.reduction() != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, options.reduction() == Reduction.MEAN ? total / items : total);
        }
    }

    private void addUp(int item) {
        Reductions<A> reductions = kernels.reductions();
        double tp = 0;
        double predicted = 0;
        double wanted = 0;
        for (int start = 0; start < size; start += PIECE) {
            int n = Math.min(PIECE, size - start);
            int at = item * size + start;
            maskTarget(n, at);
            tp += reductions.dot(n, p.data(), at, maskedTarget, 0);
            wanted += reductions.sum(n, maskedTarget, 0);
            predicted += mask == null ? reductions.sum(n, p.data(), at) : reductions.dot(n, p.data(), at, mask, at);
        }
        sums[3 * item] = tp;
        sums[3 * item + 1] = predicted;
        sums[3 * item + 2] = wanted;
    }

    private double denominator(int item) {
        return (1 - options.alpha() - options.beta()) * sums[3 * item] + options.alpha() * sums[3 * item + 1]
                + options.beta() * sums[3 * item + 2] + options.smooth();
    }

    private double overlap(int item) {
        return (sums[3 * item] + options.smooth()) / denominator(item);
    }

    private double power(double x, double exponent) {
        if (exponent == 1 || x <= 0) {
            return exponent == 1 ? x : 0;
        }
        base[0] = x;
        powers.limit(1, base);
        powers.power(1, exponent, base, result);
        return result[0];
    }

    @Override
    public void backward() {
        for (int item = 0; item < items; item++) {
            double upstream = kernels.storage().get(loss.grad(), options.reduction() == Reduction.NONE ? item : 0);
            if (options.reduction() == Reduction.MEAN) {
                upstream /= items;
            }
            if (options.gamma() != 1) {
                double far = Math.max(1 - overlap(item), options.gamma() < 1 ? LEAST : 0);
                upstream *= options.gamma() * power(far, options.gamma() - 1);
            }
            double denominator = denominator(item);
            double slope = overlap(item) / denominator;
            double ofTarget = -upstream * (1 / denominator - (1 - options.alpha() - options.beta()) * slope);
            double ofMask = upstream * options.alpha() * slope;
            addGradient(item, ofTarget, ofMask);
        }
    }

    private void addGradient(int item, double ofTarget, double ofMask) {
        Elementwise<A> elementwise = kernels.elementwise();
        for (int start = 0; start < size; start += PIECE) {
            int n = Math.min(PIECE, size - start);
            int at = item * size + start;
            maskTarget(n, at);
            elementwise.axpy(n, ofTarget, maskedTarget, 0, p.grad(), at);
            if (mask == null) {
                elementwise.axpy(n, ofMask, ones, 0, p.grad(), at);
            } else {
                elementwise.axpy(n, ofMask, mask, at, p.grad(), at);
            }
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(p);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
