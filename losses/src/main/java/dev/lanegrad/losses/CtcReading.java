package dev.lanegrad.losses;

import java.util.Arrays;
import java.util.List;

/**
 * What a {@link CtcDecoder} read in the frames of one item.
 *
 * <p>Immutable, if nobody writes to the arrays.
 *
 * @param labels         the symbols, without blanks
 * @param logProbability the logarithm of the probability, at most 0 up to rounding; of what, the method of the decoder says
 * @param path           the class of each frame on one alignment that becomes the symbols when repeats merge and blanks go
 */
public record CtcReading(int[] labels, double logProbability, int[] path) {

    /**
     * Returns the symbols as text.
     *
     * @param alphabet what each class is written as, the blank included
     * @return the symbols, one after the other
     * @throws IndexOutOfBoundsException if a symbol has no entry
     */
    public String text(List<String> alphabet) {
        StringBuilder text = new StringBuilder();
        for (int label : labels) {
            text.append(alphabet.get(label));
        }
        return text.toString();
    }

    /** Compares symbols, probability and path. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CtcReading reading && Arrays.equals(labels, reading.labels)
                && Double.compare(logProbability, reading.logProbability) == 0 && Arrays.equals(path, reading.path);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.hashCode(path);
    }

    /** Returns symbols and probability, as in {@code [3, 1, 4] with log-probability -0.25}. */
    @Override
    public String toString() {
        return Arrays.toString(labels) + " with log-probability " + logProbability;
    }
}
