package dev.lanegrad.autograd.optim;

import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * Adam: gradient descent with the step of each element scaled by running means of its gradient and of its square.
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * p = p - learningRate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)       t = 1, 2, ...
 * }</pre>
 *
 * <p>Both moments start at zero and their bias is corrected; {@code eps} stands outside the root. These are the
 * formula, the order and the defaults of {@code torch.optim.Adam}. Parameters of both element types may be mixed;
 * each keeps its moments in its own type.
 *
 * <p>Reference: Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1, in the form of the
 * remark at the end of its section 2, with {@code eps} scaled as PyTorch does.
 */
public final class Adam implements Optimizer {

    /**
     * The settings.
     *
     * @param learningRate the learning rate, at least 0
     * @param beta1        the decay of the mean of the gradient, in {@code [0, 1)}
     * @param beta2        the decay of the mean of its square, in {@code [0, 1)}
     * @param eps          what keeps the denominator from zero, at least 0
     */
    public record Options(double learningRate, double beta1, double beta2, double eps) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one lies outside its interval
         */
        public Options {
            Parameters.notNegative("Adam", "learningRate", learningRate);
            Parameters.decay("Adam", "beta1", beta1);
            Parameters.decay("Adam", "beta2", beta2);
            Parameters.notNegative("Adam", "eps", eps);
        }

        /**
         * Returns the settings of the paper: 0.001, 0.9, 0.999, 1e-8.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(1e-3, 0.9, 0.999, 1e-8);
        }

        /**
         * Returns these settings with another learning rate.
         *
         * @param value the learning rate, at least 0
         * @return the settings
         */
        public Options withLearningRate(double value) {
            return new Options(value, beta1, beta2, eps);
        }

        /**
         * Returns these settings with other decays.
         *
         * @param first  the decay of the mean of the gradient, in {@code [0, 1)}
         * @param second the decay of the mean of its square, in {@code [0, 1)}
         * @return the settings
         */
        public Options withBetas(double first, double second) {
            return new Options(learningRate, first, second, eps);
        }

        /**
         * Returns these settings with another {@code eps}.
         *
         * @param value what keeps the denominator from zero, at least 0
         * @return the settings
         */
        public Options withEps(double value) {
            return new Options(learningRate, beta1, beta2, value);
        }
    }

    private final Options options;
    private final List<State<?>> states;
    private double learningRate;
    private int steps;

    /**
     * Creates the optimiser, with moments of zero.
     *
     * @param options    the settings
     * @param parameters the tensors to change, each with a gradient and none of them twice
     * @throws IllegalArgumentException if there is none, or one is a constant or occurs twice
     */
    public Adam(Options options, List<? extends Tensor<?>> parameters) {
        this.options = options;
        this.learningRate = options.learningRate();
        this.states = Parameters.check("Adam", parameters).stream().<State<?>>map(Adam::stateOf).toList();
    }

    private static <A> State<A> stateOf(Tensor<A> parameter) {
        return new State<>(parameter, zeros(parameter), zeros(parameter));
    }

    private static <A> A zeros(Tensor<A> like) {
        return like.kernels().storage().allocate(like.shape().size());
    }

    /** A parameter with the running means of its gradient and of the square. */
    private record State<A>(Tensor<A> parameter, A mean, A square) {

        void step(double rate, double scale, Options options) {
            parameter.kernels().updates().adam(parameter.shape().size(), rate, options.beta1(), options.beta2(),
                    scale, options.eps(), parameter.grad(), 0, mean, 0, square, 0, parameter.data(), 0);
        }
    }

    @Override
    public void step() {
        steps = Math.incrementExact(steps);
        double rate = learningRate / (1 - power(options.beta1(), steps));
        double scale = 1 / Math.sqrt(1 - power(options.beta2(), steps));
        for (int i = 0; i < states.size(); i++) {
            states.get(i).step(rate, scale, options);
        }
    }

    /** {@code base^exponent} by squaring: {@code StrictMath.pow} allocates, and {@code Math.pow} differs between machines. */
    private static double power(double base, int exponent) {
        double result = 1;
        for (double square = base; exponent > 0; exponent >>= 1, square *= square) {
            if ((exponent & 1) == 1) {
                result *= square;
            }
        }
        return result;
    }

    @Override
    public void zeroGrad() {
        for (int i = 0; i < states.size(); i++) {
            states.get(i).parameter().zeroGrad();
        }
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void learningRate(double learningRate) {
        this.learningRate = Parameters.notNegative("Adam", "learningRate", learningRate);
    }
}
