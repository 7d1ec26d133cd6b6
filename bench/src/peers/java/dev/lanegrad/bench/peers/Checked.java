package dev.lanegrad.bench.peers;

import org.bytedeco.pytorch.Tensor;

/** Results are held against each other before they are timed. */
final class Checked {

    private Checked() {
    }

    /** Requires two numbers that differ by at most {@code tolerance} of the larger one. */
    static void close(String what, double ours, double theirs, double tolerance) {
        if (!(Math.abs(ours - theirs) <= tolerance * Math.max(Math.abs(ours), Math.abs(theirs)))) {
            throw new IllegalStateException(what + ": " + ours + " here, " + theirs + " there");
        }
    }

    /** Requires arrays whose elements differ by at most {@code tolerance} of the largest element. */
    static void close(String what, float[] ours, Tensor theirs, double tolerance) {
        float[] others = new float[ours.length];
        theirs.contiguous().data_ptr_float().get(others);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i]));
            difference = Math.max(difference, Math.abs(ours[i] - others[i]));
        }
        if (!(difference <= tolerance * largest)) {
            throw new IllegalStateException(
                    what + ": differs by " + difference + ", and the largest element is " + largest);
        }
    }
}
