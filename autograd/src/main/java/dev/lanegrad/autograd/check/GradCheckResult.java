package dev.lanegrad.autograd.check;

import java.util.Optional;

/**
 * What a gradient check compared and how it differed.
 *
 * @param compared         the number of derivatives compared
 * @param excluded         the number of input elements excluded because of a kink
 * @param failed           the number of derivatives that differed by more than the tolerance
 * @param maxRelativeError the largest difference of two derivatives, divided by the largest derivative of the same
 *                         argument; 0 if all agree exactly
 * @param worst            the derivatives that differ most in units of the tolerance, if any differ at all
 */
public record GradCheckResult(int compared, int excluded, int failed, double maxRelativeError,
                              Optional<Difference> worst) {

    /** In place of an output element's index: a random projection of all. */
    public static final int PROJECTION = -1;

    /**
     * An analytic and a numeric derivative that differ.
     *
     * @param argument the index of the parameter
     * @param tensor   its type and shape
     * @param element  the index of the input element
     * @param output   the index of the output element, or {@link #PROJECTION}
     * @param analytic what the tape computed
     * @param numeric  what the differences gave
     */
    public record Difference(int argument, String tensor, int element, int output, double analytic, double numeric) {

        double magnitude() {
            double difference = Math.abs(analytic - numeric);
            return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }

        /** Returns where the derivatives belong, and both numbers. */
        @Override
        public String toString() {
            return "argument " + argument + " (" + tensor + "), element " + element + ", "
                    + (output == PROJECTION ? "random projection of the output" : "output element " + output)
                    + ": analytic " + analytic + ", numeric " + numeric;
        }
    }

    /**
     * Tells whether all derivatives agree within the tolerance.
     *
     * @return true if none failed
     */
    public boolean passed() {
        return failed == 0;
    }

    /**
     * Requires that all derivatives agree within the tolerance.
     *
     * @return this result
     * @throws AssertionError if one does not; it names argument, element and both numbers
     */
    public GradCheckResult assertPassed() {
        if (!passed()) {
            throw new AssertionError("gradient check: " + failed + " of " + compared + " derivatives differ; worst: "
                    + worst.orElseThrow());
        }
        return this;
    }
}
