package dev.lanegrad.autograd.check;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.function.Function;

/**
 * Compares the gradients that a tape computes with central differences of the values.
 *
 * {@snippet :
 * Tensor<double[]> x = Tensor.parameter(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
 * GradCheck.defaults().check(tape -> Ops.sqrt(tape, x), x).assertPassed();
 * }
 *
 * <p>Names and defaults are those of {@code torch.autograd.gradcheck}: an analytic derivative {@code a} and a numeric one
 * {@code n = (f(x + eps) - f(x - eps)) / (2 eps)} agree if {@code |a - n| <= atol + rtol |n|}. Values must be
 * {@code double}: in {@code float}, differences are too coarse.
 *
 * <p>There are two {@linkplain Mode modes}. {@link Mode#JACOBIAN} compares the derivative of every output element by every
 * input element. {@link Mode#PROJECTION} compares one number per argument, {@code u J v} for the random directions
 * {@code u} of the outputs and {@code v} of the inputs, and only if that fails searches for an element that differs.
 *
 * <p>An immutable set of options, so safe for use by any number of threads.
 *
 * @param eps  the step of the differences, positive
 * @param atol the absolute tolerance
 * @param rtol the relative tolerance
 * @param mode what is compared
 * @param seed the seed of random directions
 * @param kink tells elements that are excluded from the comparison
 */
public record GradCheck(double eps, double atol, double rtol, Mode mode, long seed, Kink kink) {

    /** What is compared. */
    public enum Mode {
        /** Every element of the Jacobian matrix: two values per input element, one gradient per output element. */
        JACOBIAN,
        /** One random projection of the Jacobian matrix per argument: two values and one gradient. */
        PROJECTION
    }

    /** Tells where a function has no derivative, so that nothing can be compared. */
    @FunctionalInterface
    public interface Kink {

        /**
         * Tells whether an input element lies so close to a kink that the differences may straddle it.
         *
         * @param argument the index of the parameter among those checked
         * @param element  the index of the element
         * @param value    its value
         * @return true to exclude the element; it is then counted
         */
        boolean at(int argument, int element, double value);
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException unless {@code eps} is positive and the tolerances are not negative
     */
    public GradCheck {
        if (!(eps > 0) || !(atol >= 0) || !(rtol >= 0)) {
            throw new IllegalArgumentException("GradCheck: eps = " + eps + " must be positive, and atol = " + atol
                    + " and rtol = " + rtol + " must not be negative");
        }
    }

    /**
     * Returns the defaults: eps 1e-6, atol 1e-5, rtol 1e-3, the whole Jacobian matrix, nothing excluded.
     *
     * @return the options
     */
    public static GradCheck defaults() {
        return new GradCheck(1e-6, 1e-5, 1e-3, Mode.JACOBIAN, 1, (argument, element, value) -> false);
    }

    /**
     * Returns these options with another step.
     *
     * @param eps the step of the differences, positive
     * @return new options
     */
    public GradCheck withEps(double eps) {
        return new GradCheck(eps, atol, rtol, mode, seed, kink);
    }

    /**
     * Returns these options with other tolerances.
     *
     * @param atol the absolute tolerance
     * @param rtol the relative tolerance
     * @return new options
     */
    public GradCheck withTolerances(double atol, double rtol) {
        return new GradCheck(eps, atol, rtol, mode, seed, kink);
    }

    /**
     * Returns these options with another mode.
     *
     * @param mode what is compared
     * @return new options
     */
    public GradCheck withMode(Mode mode) {
        return new GradCheck(eps, atol, rtol, mode, seed, kink);
    }

    /**
     * Returns these options with another seed.
     *
     * @param seed the seed of random directions
     * @return new options
     */
    public GradCheck withSeed(long seed) {
        return new GradCheck(eps, atol, rtol, mode, seed, kink);
    }

    /**
     * Returns these options with elements excluded.
     *
     * @param kink tells elements that are excluded from the comparison
     * @return new options
     */
    public GradCheck withKinks(Kink kink) {
        return new GradCheck(eps, atol, rtol, mode, seed, kink);
    }

    /**
     * Checks the gradients of a function. Its parameters end with the data that they had and with gradients of zero.
     *
     * @param function   records the function on the tape that it is given, and returns its output of any shape
     * @param parameters the parameters to check, at least one
     * @return what was compared and how it differed
     * @throws IllegalArgumentException if there is no parameter, or one has no gradient, or the output depends on none
     */
    public GradCheckResult check(Function<Tape, Tensor<double[]>> function, Tensor<?>... parameters) {
        if (parameters.length == 0) {
            throw new IllegalArgumentException("GradCheck: at least one parameter is needed");
        }
        Comparison comparison = new Comparison(this, function, parameters);
        return mode == Mode.JACOBIAN ? comparison.jacobian() : comparison.projection();
    }
}
