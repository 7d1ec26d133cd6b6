package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;

/** The labels of a CTC batch with their lengths, checked again at every replay. */
final class CtcLabels {

    private final int frames;
    private final int classes;
    private final int maxLength;
    private final int[] labels;
    private final int[] inputLengths;
    private final int[] labelLengths;
    private final int blank;

    CtcLabels(Shape logits, int[] labels, int[] inputLengths, int[] labelLengths, int blank) {
        if (logits.rank() != 3) {
            throw new IllegalArgumentException("ctcLoss: logits " + logits + " must be [batch, frames, classes]");
        }
        int batch = logits.dim(0);
        requireLength("inputLengths", inputLengths, batch);
        requireLength("labelLengths", labelLengths, batch);
        if (batch == 0 ? labels.length != 0 : labels.length % batch != 0) {
            throw new IllegalArgumentException("ctcLoss: labels [" + labels.length
                    + "] must have the same number of entries for each of the " + batch + " items");
        }
        this.frames = logits.dim(1);
        this.classes = logits.dim(2);
        if (blank < 0 || blank >= classes) {
            throw new IllegalArgumentException("ctcLoss: blank = " + blank + " must lie in [0, " + classes + ")");
        }
        this.maxLength = batch == 0 ? 0 : labels.length / batch;
        this.labels = labels;
        this.inputLengths = inputLengths;
        this.labelLengths = labelLengths;
        this.blank = blank;
    }

    private static void requireLength(String name, int[] lengths, int batch) {
        if (lengths.length != batch) {
            throw new IllegalArgumentException(
                    "ctcLoss: " + name + " [" + lengths.length + "] must have one entry for each of the " + batch + " items");
        }
    }

    /** Requires lengths within the tensors and symbols that are classes. */
    void check() {
        for (int b = 0; b < inputLengths.length; b++) {
            requireAtMost("inputLengths", b, inputLengths[b], frames, "the frames of logits");
            requireAtMost("labelLengths", b, labelLengths[b], maxLength, "the width of labels");
            requireAtMost("labelLengths", b, labelLengths[b], inputLengths[b], "the length of its input");
            for (int i = 0; i < labelLengths[b]; i++) {
                int symbol = labels[b * maxLength + i];
                if (symbol < 0 || symbol >= classes || symbol == blank) {
                    throw new IllegalArgumentException("ctcLoss: labels[" + b + ", " + i + "] = " + symbol
                            + " must lie in [0, " + classes + ") and differ from the blank " + blank);
                }
            }
        }
    }

    private static void requireAtMost(String name, int item, int length, int bound, String what) {
        if (length < 0 || length > bound) {
            throw new IllegalArgumentException("ctcLoss: " + name + "[" + item + "] = " + length + " must lie in [0, "
                    + bound + "], " + what);
        }
    }

    int frames(int item) {
        return inputLengths[item];
    }

    /** The most states that a label can have. */
    int maxStates() {
        return 2 * Math.min(maxLength, frames) + 1;
    }

    /** Sets the label of an item; returns the number of its states. */
    int select(int item, CtcLattice lattice) {
        return lattice.label(labels, item * maxLength, labelLengths[item], blank);
    }
}
