package dev.lanegrad.autograd.optim;

import dev.lanegrad.autograd.Tensor;
import java.util.List;
import org.jetbrains.annotations.Nullable;

/**
 * Stochastic gradient descent, with momentum and weight decay where asked for.
 *
 * <pre>{@code
 * d = g + weightDecay p
 * u = momentum u + d                    u = 0 at first
 * p = p - learningRate d                Momentum.NONE
 * p = p - learningRate u                Momentum.CLASSICAL
 * p = p - learningRate (d + momentum u) Momentum.NESTEROV
 * }</pre>
 *
 * <p>These are the formula and the order of {@code torch.optim.SGD} without dampening: the learning rate is not part
 * of the velocity, so that a schedule acts at once. Parameters of both element types may be mixed.
 *
 * <p>References: Polyak, Some methods of speeding up the convergence of iteration methods, 1964; Sutskever et al.,
 * On the importance of initialization and momentum in deep learning, ICML 2013.
 */
public final class Sgd implements Optimizer {

    /** Which momentum is used. */
    public enum Momentum {
        /** None: plain gradient descent, without state. */
        NONE,
        /** The step follows the velocity (Polyak). */
        CLASSICAL,
        /** The step follows the velocity as it will be (Nesterov). */
        NESTEROV
    }

    /**
     * The settings.
     *
     * @param learningRate the learning rate, at least 0
     * @param momentum     which momentum is used
     * @param friction     the factor of the old velocity, in {@code [0, 1)}; 0 without momentum
     * @param weightDecay  the factor of the parameter that is added to its gradient, at least 0
     */
    public record Options(double learningRate, Momentum momentum, double friction, double weightDecay) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one lies outside its interval, or if there is a factor of a velocity
         *                                  without momentum
         */
        public Options {
            Parameters.notNegative("Sgd", "learningRate", learningRate);
            Parameters.decay("Sgd", "momentum", friction);
            Parameters.notNegative("Sgd", "weightDecay", weightDecay);
            if (momentum == Momentum.NONE && friction != 0) {
                throw new IllegalArgumentException("Sgd: momentum = " + friction + " must be 0 with Momentum.NONE");
            }
        }

        /**
         * Returns plain gradient descent, without momentum and weight decay.
         *
         * @param learningRate the learning rate, at least 0
         * @return the settings
         */
        public static Options of(double learningRate) {
            return new Options(learningRate, Momentum.NONE, 0, 0);
        }

        /**
         * Returns these settings with momentum.
         *
         * @param kind   which momentum
         * @param factor the factor of the old velocity, in {@code [0, 1)}
         * @return the settings
         */
        public Options withMomentum(Momentum kind, double factor) {
            return new Options(learningRate, kind, factor, weightDecay);
        }

        /**
         * Returns these settings with weight decay.
         *
         * @param value the factor of the parameter that is added to its gradient, at least 0
         * @return the settings
         */
        public Options withWeightDecay(double value) {
            return new Options(learningRate, momentum, friction, value);
        }
    }

    private final Options options;
    private final List<State<?>> states;
    private double learningRate;

    /**
     * Creates the optimiser, with velocities of zero.
     *
     * @param options    the settings
     * @param parameters the tensors to change, each with a gradient and none of them twice
     * @throws IllegalArgumentException if there is none, or one is a constant or occurs twice
     */
    public Sgd(Options options, List<? extends Tensor<?>> parameters) {
        this.options = options;
        this.learningRate = options.learningRate();
        this.states = Parameters.check("Sgd", parameters).stream().<State<?>>map(this::stateOf).toList();
    }

    private <A> State<A> stateOf(Tensor<A> parameter) {
        boolean still = options.momentum() == Momentum.NONE;
        return new State<>(parameter, still ? null : parameter.kernels().storage().allocate(parameter.shape().size()));
    }

    /** A parameter with its velocity, if there is momentum. */
    private record State<A>(Tensor<A> parameter, @Nullable A velocity) {

        void step(double rate, Options options) {
            int n = parameter.shape().size();
            double decay = options.weightDecay();
            double factor = options.friction();
            A g = parameter.grad();
            A p = parameter.data();
            switch (options.momentum()) {
                case NONE -> parameter.kernels().updates().descend(n, rate, decay, g, 0, p, 0);
                case CLASSICAL -> parameter.kernels().updates()
                        .descendWithMomentum(n, rate, decay, factor, g, 0, velocity, 0, p, 0);
                case NESTEROV -> parameter.kernels().updates()
                        .descendWithNesterov(n, rate, decay, factor, g, 0, velocity, 0, p, 0);
            }
        }
    }

    @Override
    public void step() {
        for (int i = 0; i < states.size(); i++) {
            states.get(i).step(learningRate, options);
        }
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
        this.learningRate = Parameters.notNegative("Sgd", "learningRate", learningRate);
    }
}
