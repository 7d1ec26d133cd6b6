package dev.lanegrad.verification.gradients;

import dev.lanegrad.autograd.check.GradCheckResult;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.autograd.testing.Run;
import dev.lanegrad.kernels.Kernels;
import java.util.List;
import java.util.Locale;

/**
 * How right the gradients of one operation are.
 *
 * @param operation  its name
 * @param shapes     on how many random shapes
 * @param compared   the derivatives that were compared with central differences
 * @param failed     those that are further away than the tolerance
 * @param moved      the input elements that had to be moved off a kink
 * @param worst      the largest difference, relative to the largest derivative of the same argument
 * @param worstFloat the largest difference of a gradient in {@code float} from the one in {@code double}, relative likewise
 */
record GradientRow(String operation, int shapes, long compared, long failed, long moved, double worst, double worstFloat) {

    static final String HEADING = "| operation | shapes | derivatives | moved off kinks | worst relative error | float against double |\n"
            + "| --- | --- | --- | --- | --- | --- |";

    /** Sizes of axes: small for differences, which replay twice for each element, larger for the comparison of the types. */
    private static final int SMALL_AXIS = 4;
    private static final int LARGE_AXIS = 12;

    /** Checks an operation on so many shapes for each of so many seeds. */
    static GradientRow of(OpCase op, int shapesPerSeed, int seeds) {
        GradientRow row = new GradientRow(op.name(), 0, 0, 0, 0, 0, 0);
        for (int seed = 1; seed <= seeds; seed++) {
            for (int shape = 0; shape < shapesPerSeed; shape++) {
                row = row.plus(op, seed * 1_000_000L + shape);
            }
        }
        return row;
    }

    private GradientRow plus(OpCase op, long seed) {
        Draw draw = new Draw(seed, SMALL_AXIS);
        GradCheckResult result = Run.gradCheck(op.sampler().draw(draw));
        double typeError = floatAgainstDouble(op.sampler().draw(new Draw(seed, LARGE_AXIS)).rounded());
        return new GradientRow(operation, shapes + 1, compared + result.compared(), failed + result.failed(), moved + draw.moved(),
                Math.max(worst, result.maxRelativeError()), Math.max(worstFloat, typeError));
    }

    private static double floatAgainstDouble(Sample sample) {
        List<double[]> doubles = Run.of(Kernels.doubles(), sample).gradients();
        List<double[]> floats = Run.of(Kernels.floats(), sample).gradients();
        double error = 0;
        for (int k = 0; k < doubles.size(); k++) {
            error = Math.max(error, relativeError(doubles.get(k), floats.get(k)));
        }
        return error;
    }

    private static double relativeError(double[] expected, double[] actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference == 0 ? 0 : difference / Math.max(largest, Float.MIN_NORMAL);
    }

    boolean isRight() {
        return failed == 0 && compared > 0 && worst <= Run.GRADIENT_ERROR && worstFloat <= 1e-4;
    }

    /** A line of the table. */
    String line() {
        return String.format(Locale.ROOT, "| %s | %d | %,d | %d | %.1e | %.1e |", operation, shapes, compared, moved, worst, worstFloat);
    }
}
