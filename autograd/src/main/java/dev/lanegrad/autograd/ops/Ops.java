package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Broadcast;
import dev.lanegrad.kernels.Kernels;

/**
 * Records differentiable operations on a tape and returns their results. Made for static import:
 *
 * {@snippet :
 * Tensor<float[]> h = relu(tape, linear(tape, x, w1, b1));
 * }
 *
 * <p>Every method checks its arguments when it records, and throws an {@link IllegalArgumentException} that names the
 * operation, the arguments, both shapes and the rule. Operands keep their element type: there is no silent promotion
 * from {@code float} to {@code double}.
 */
public final class Ops {

    private Ops() {
    }

    /**
     * Sum of two tensors: {@code y = a + b}. Shapes broadcast as in {@link Broadcast}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    the summand; differentiable
     * @param b    the summand; differentiable
     * @return the sum, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static <A> Tensor<A> add(Tape tape, Tensor<A> a, Tensor<A> b) {
        return tape.record(new Add<>(a, b)).result();
    }

    /**
     * Difference of two tensors: {@code y = a - b}. Shapes broadcast as in {@link Broadcast}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    the minuend; differentiable
     * @param b    the subtrahend; differentiable
     * @return the difference, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static <A> Tensor<A> sub(Tape tape, Tensor<A> a, Tensor<A> b) {
        return tape.record(new Sub<>(a, b)).result();
    }

    /**
     * Product, element by element of two tensors: {@code y = a * b}. Shapes broadcast as in {@link Broadcast}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    the factor; differentiable
     * @param b    the factor; differentiable
     * @return the product, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static <A> Tensor<A> mul(Tape tape, Tensor<A> a, Tensor<A> b) {
        return tape.record(new Mul<>(a, b)).result();
    }

    /**
     * Quotient, element by element of two tensors: {@code y = a / b}. Shapes broadcast as in {@link Broadcast}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    the dividend; differentiable
     * @param b    the divisor; differentiable
     * @return the quotient, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static <A> Tensor<A> div(Tape tape, Tensor<A> a, Tensor<A> b) {
        return tape.record(new Div<>(a, b)).result();
    }

    /**
     * Product with a constant: {@code y = alpha * x}.
     *
     * @param <A>   the type of the arrays
     * @param tape  the tape
     * @param x     {@code [...]}; differentiable
     * @param alpha the factor
     * @return the product {@code [...]}
     */
    public static <A> Tensor<A> scale(Tape tape, Tensor<A> x, double alpha) {
        return tape.record(new Scale<>(x, alpha)).result();
    }

    /**
     * Sum of all elements. An empty sum is 0.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    any shape; differentiable
     * @return a scalar
     */
    public static <A> Tensor<A> sum(Tape tape, Tensor<A> x) {
        return tape.record(new Sum<>(x, Axes.all("sum", x.shape()))).result();
    }

    /**
     * Sum over some axes. An empty sum is 0.
     *
     * @param <A>      the type of the arrays
     * @param tape     the tape
     * @param x        any shape; differentiable
     * @param axes     the axes, from 0, negative ones counting from the end; with none, {@code x} is copied
     * @param keepDims whether they stay, with size 1
     * @return the shape of {@code x} without the axes, or with size 1 in their places
     * @throws IllegalArgumentException if an axis does not exist or is named twice
     */
    public static <A> Tensor<A> sum(Tape tape, Tensor<A> x, int[] axes, boolean keepDims) {
        return tape.record(new Sum<>(x, Axes.of("sum", x.shape(), axes, keepDims))).result();
    }

    /**
     * Mean of all elements. The mean of no elements is NaN.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    any shape; differentiable
     * @return a scalar
     */
    public static <A> Tensor<A> mean(Tape tape, Tensor<A> x) {
        return tape.record(new Mean<>(x, Axes.all("mean", x.shape()))).result();
    }

    /**
     * Mean over some axes. The mean of no elements is NaN.
     *
     * @param <A>      the type of the arrays
     * @param tape     the tape
     * @param x        any shape; differentiable
     * @param axes     the axes, from 0, negative ones counting from the end; with none, {@code x} is copied
     * @param keepDims whether they stay, with size 1
     * @return the shape of {@code x} without the axes, or with size 1 in their places
     * @throws IllegalArgumentException if an axis does not exist or is named twice
     */
    public static <A> Tensor<A> mean(Tape tape, Tensor<A> x, int[] axes, boolean keepDims) {
        return tape.record(new Mean<>(x, Axes.of("mean", x.shape(), axes, keepDims))).result();
    }

    /**
     * Rectified linear unit: {@code y = x <= 0 ? 0 : x}, with derivative 0 at 0. NaN stays NaN.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> relu(Tape tape, Tensor<A> x) {
        return tape.record(new Relu<>(x)).result();
    }

    /**
     * Limits to an interval: {@code y = x < min ? min : (x > max ? max : x)}. NaN stays NaN, with gradient 0. A value on
     * a bound passes its gradient, as in PyTorch.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @param min  the lower bound, which may be -infinity
     * @param max  the upper bound, which may be infinity
     * @return the result {@code [...]}
     * @throws IllegalArgumentException unless {@code min <= max}
     */
    public static <A> Tensor<A> clamp(Tape tape, Tensor<A> x, double min, double max) {
        return clamp(tape, x, min, max, Bounds.INCLUSIVE);
    }

    /**
     * Limits to an interval, as {@link #clamp(Tape, Tensor, double, double)}.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param x      {@code [...]}; differentiable
     * @param min    the lower bound, which may be -infinity
     * @param max    the upper bound, which may be infinity
     * @param bounds whether a value on a bound passes its gradient
     * @return the result {@code [...]}
     * @throws IllegalArgumentException unless {@code min <= max}
     */
    public static <A> Tensor<A> clamp(Tape tape, Tensor<A> x, double min, double max, Bounds bounds) {
        return tape.record(new Clamp<>(x, min, max, bounds)).result();
    }

    /**
     * Square: {@code y = x * x}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the squares {@code [...]}
     */
    public static <A> Tensor<A> square(Tape tape, Tensor<A> x) {
        return mul(tape, x, x);
    }

    /**
     * Square root: {@code y = sqrt(x)}. NaN below zero; the derivative at 0 is infinite.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the roots {@code [...]}
     */
    public static <A> Tensor<A> sqrt(Tape tape, Tensor<A> x) {
        return tape.record(new Sqrt<>(x)).result();
    }

    /**
     * Exponential function: {@code y = e^x}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> exp(Tape tape, Tensor<A> x) {
        return tape.record(new Exp<>(x)).result();
    }

    /**
     * Exponential function less 1, exact near 0: {@code y = e^x - 1}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> expm1(Tape tape, Tensor<A> x) {
        return tape.record(new Expm1<>(x)).result();
    }

    /**
     * Natural logarithm: {@code y = ln x}. Minus infinity at 0, NaN below.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> log(Tape tape, Tensor<A> x) {
        return tape.record(new Log<>(x)).result();
    }

    /**
     * Natural logarithm of 1 more, exact near 0: {@code y = ln(1 + x)}. Minus infinity at -1, NaN below.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> log1p(Tape tape, Tensor<A> x) {
        return tape.record(new Log1p<>(x)).result();
    }

    /**
     * Hyperbolic tangent: {@code y = tanh x}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> tanh(Tape tape, Tensor<A> x) {
        return tape.record(new Tanh<>(x)).result();
    }

    /**
     * Logistic function: {@code y = 1 / (1 + e^-x)}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> sigmoid(Tape tape, Tensor<A> x) {
        return tape.record(new Sigmoid<>(x)).result();
    }

    /**
     * Logarithm of the logistic function: {@code y = -ln(1 + e^-x)}, finite for every finite {@code x}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> logSigmoid(Tape tape, Tensor<A> x) {
        return tape.record(new LogSigmoid<>(x)).result();
    }

    /**
     * Smooth rectifier: {@code y = ln(1 + e^x)}, without overflow.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [...]}; differentiable
     * @return the result {@code [...]}
     */
    public static <A> Tensor<A> softplus(Tape tape, Tensor<A> x) {
        return tape.record(new Softplus<>(x)).result();
    }

    /**
     * The same elements in another shape. The result is a copy.
     *
     * @param <A>   the type of the arrays
     * @param tape  the tape
     * @param x     any shape; differentiable
     * @param shape the shape of the result
     * @return the elements of {@code x}, in row-major order
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static <A> Tensor<A> reshape(Tape tape, Tensor<A> x, Shape shape) {
        return tape.record(new Reshape<>(x, shape)).result();
    }

    /**
     * Absolute value: {@code y = |x|}, element by element.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    any shape; differentiable, with the derivative 0 at 0
     * @return the absolute values, of the shape of {@code x}
     */
    public static <A> Tensor<A> abs(Tape tape, Tensor<A> x) {
        return tape.record(new Abs<>(x)).result();
    }

    /**
     * Squared Euclidean norms of the rows: {@code y[i] = sum_j x[i,j]^2}, over the last axis.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [..., cols]}, at least one axis; differentiable
     * @return the norms {@code [...]}
     * @throws IllegalArgumentException if {@code x} is a scalar
     */
    public static <A> Tensor<A> rowSquaredNorms(Tape tape, Tensor<A> x) {
        return tape.record(new RowSquaredNorms<>(x)).result();
    }

    /**
     * The same numbers as {@code double}: {@code y[i] = x[i]}, exactly. The gradient is rounded back to the type of
     * {@code x}. A tensor that holds {@code double} already is returned as it is.
     *
     * @param tape    the tape
     * @param x       {@code [...]}, of either type; differentiable
     * @param kernels the kernels that operations on a new result use
     * @return the numbers {@code [...]}
     */
    public static Tensor<double[]> toDouble(Tape tape, Tensor<?> x, Kernels<double[]> kernels) {
        if (x.data() instanceof double[]) {
            @SuppressWarnings("unchecked")
            Tensor<double[]> same = (Tensor<double[]>) x;
            return same;
        }
        return tape.record(new ToDouble<>(x, kernels)).result();
    }
}
