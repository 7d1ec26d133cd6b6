package dev.lanegrad.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Inputs that selection algorithms like or dislike. */
public enum SelectionInput {
    /** Normally distributed. */
    RANDOM,
    /** Sorted upwards. */
    SORTED,
    /** All the same. */
    CONSTANT,
    /** Up to the middle, then down. */
    ORGAN_PIPE,
    /** Two values at random. */
    TWO_VALUED,
    /** Normally distributed, but the largest values stand just where this library takes its sample. */
    ADVERSARIAL;

    /**
     * Draws the input.
     *
     * @param n the number of elements
     * @return the elements
     */
    public float[] draw(int n) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = switch (this) {
                case RANDOM, SORTED, ADVERSARIAL -> (float) random.nextGaussian();
                case CONSTANT -> 0.5f;
                case ORGAN_PIPE -> Math.min(i, n - i);
                case TWO_VALUED -> random.nextInt(2);
            };
        }
        if (this == SORTED) {
            Arrays.sort(x);
        }
        if (this == ADVERSARIAL) {
            poison(x);
        }
        return x;
    }

    /** The generator is that of the library's sample, which depends on the number of elements alone. */
    private static void poison(float[] x) {
        long state = x.length;
        for (int i = 0; i < 2048; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            x[(int) ((state >>> 33) * x.length >>> 31)] = 100 + i;
        }
    }
}
