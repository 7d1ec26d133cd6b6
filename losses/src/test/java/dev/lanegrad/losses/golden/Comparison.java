package dev.lanegrad.losses.golden;

import dev.lanegrad.losses.golden.GoldenCase.Expected;
import dev.lanegrad.losses.golden.GoldenCase.Tolerance;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares element by element: {@code |got - want| <= absolute + relative * |want|}; NaN matches NaN, infinities match
 * in sign, 0.0 matches -0.0. Shapes and, for tensors, element types must be equal.
 */
final class Comparison {

    private Comparison() {
    }

    /** What differs, or nothing. */
    static Optional<String> difference(Expected want, Result got) {
        if (!Arrays.equals(want.dims(), got.dims())) {
            return Optional.of("has the shape " + Arrays.toString(got.dims()) + ", must have "
                    + Arrays.toString(want.dims()));
        }
        if (got.type().isPresent() && !got.type().get().equals(want.type())) {
            return Optional.of("is of type " + got.type().get() + ", must be " + want.type());
        }
        return elements(want, got.values());
    }

    private static Optional<String> elements(Expected want, double[] got) {
        int count = 0;
        int worst = -1;
        double worstExcess = 0;
        for (int i = 0; i < got.length; i++) {
            double excess = excess(got[i], want.values()[i], want.tolerance());
            if (excess > 0) {
                count++;
                if (worst < 0 || excess > worstExcess) {
                    worst = i;
                    worstExcess = excess;
                }
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of("differs in " + count + " of " + got.length + " elements, most at "
                + Arrays.toString(position(worst, want.dims())) + ": got " + got[worst] + ", want "
                + want.values()[worst] + ", tolerance " + want.tolerance());
    }

    /** By how much two numbers differ beyond the tolerance: positive if they do not match, even by how little. */
    private static double excess(double got, double want, Tolerance tolerance) {
        if (got == want || Double.isNaN(got) && Double.isNaN(want)) {
            return 0;
        }
        double difference = Math.abs(got - want);
        double allowed = tolerance.absolute() + tolerance.relative() * Math.abs(want);
        if (Double.isNaN(difference) || Double.isInfinite(difference)) {
            return Double.POSITIVE_INFINITY;
        }
        return difference <= allowed ? 0 : Math.max(difference - allowed, Double.MIN_VALUE);
    }

    private static int[] position(int index, int[] dims) {
        int[] position = new int[dims.length];
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            position[axis] = index % dims[axis];
            index /= dims[axis];
        }
        return position;
    }
}
