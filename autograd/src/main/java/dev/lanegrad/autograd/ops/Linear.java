package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.List;
import org.jetbrains.annotations.Nullable;

/**
 * {@code Y = X W^T + b}, or {@code Y = max(X W^T + b, 0)}       X [rows, in], W [out, in], b [out] -> Y [rows, out]
 *
 * <p>{@code dX += dY W}, {@code dW += dY^T X}, {@code db += 1^T dY}, where dY counts only where Y > 0 if Y was cut at 0.
 */
final class Linear<A> implements Node {

    private final Workers workers;
    private final Tensor<A> x;
    private final Tensor<A> weight;
    private final Tensor<A> bias;
    private final boolean relu;
    private final Tensor<A> y;
    private final int rows;
    private final int in;
    private final int out;
    private final int ldx;
    private final int ldy;
    private final A ones;
    private final @Nullable A gated;

    Linear(String operation, Workers workers, Tensor<A> x, Tensor<A> weight, Tensor<A> bias, boolean relu) {
        Shapes.requireRank(operation, "x", x.shape(), 1);
        if (weight.shape().rank() != 2 || weight.shape().dim(1) != x.shape().dim(-1)) {
            throw new IllegalArgumentException(operation + ": weight " + weight.shape()
                    + " must be [out, in] with as many columns as x " + x.shape() + " has");
        }
        if (!bias.shape().equals(Shape.of(weight.shape().dim(0)))) {
            throw new IllegalArgumentException(operation + ": bias " + bias.shape()
                    + " must have one element for each row of weight " + weight.shape());
        }
        this.workers = workers;
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        this.relu = relu;
        this.out = weight.shape().dim(0);
        this.in = weight.shape().dim(1);
        Shape leading = Shapes.leading(x.shape(), 1);
        this.rows = leading.size();
        this.y = Tensor.result(x.kernels(), Shapes.append(leading, out), x, weight, bias);
        this.ldx = Shapes.rowStride(x.shape());
        this.ldy = Shapes.rowStride(y.shape());
        Kernels<A> kernels = x.kernels();
        this.ones = kernels.storage().allocate(bias.requiresGrad() ? rows : 0);
        kernels.storage().fill(kernels.storage().length(ones), 1, ones, 0);
        this.gated = relu && y.requiresGrad() ? kernels.storage().allocate(rows * out) : null;
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().gemm().gemmBias(workers, false, true, rows, out, in, x.data(), 0, ldx, weight.data(), 0, ldx,
                bias.data(), 0, relu, y.data(), 0, ldy);
    }

    @Override
    public void backward() {
        Gemm<A> gemm = x.kernels().gemm();
        A dy = relu ? gate() : y.grad();
        if (x.requiresGrad()) {
            gemm.gemm(workers, false, false, rows, in, out, 1, dy, 0, ldy, weight.data(), 0, ldx,
                    beta(x), x.grad(), 0, ldx);
        }
        if (weight.requiresGrad()) {
            gemm.gemm(workers, true, false, out, in, rows, 1, dy, 0, ldy, x.data(), 0, ldx,
                    beta(weight), weight.grad(), 0, ldx);
        }
        if (bias.requiresGrad()) {
            gemm.gemm(workers, false, false, 1, out, rows, 1, ones, 0, Math.max(1, rows), dy, 0, ldy,
                    beta(bias), bias.grad(), 0, ldy);
        }
    }

    /** The factor of the gradient so far: 0 if that is zero and left to the product to overwrite. */
    static double beta(Tensor<?> input) {
        return input.takeZeroGrad() ? 0 : 1;
    }

    /** The upstream gradient where the result is positive. */
    private A gate() {
        Kernels<A> kernels = x.kernels();
        kernels.storage().fill(rows * out, 0, gated, 0);
        kernels.elementwise().addReluGradient(rows * out, y.data(), 0, y.grad(), 0, gated, 0);
        return gated;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x, weight, bias);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
