package dev.lanegrad.losses;

import java.util.OptionalInt;

/**
 * The labels of a batch, read again at every replay: checked, with those that are ignored replaced by -1, and counted
 * or weighed by class.
 */
final class ClassLabels {

    private final String loss;
    private final String classesOf;
    private final int classes;
    private final int[] source;
    private final OptionalInt ignoreIndex;
    private final double[] classWeights;
    private final int[] own;
    private double weight;
    private int counted;

    /** Holds labels by reference; {@code rowsOf} and {@code classesOf} are the operands with the rows and the classes, for errors. */
    ClassLabels(String loss, String rowsOf, String classesOf, int rows, int classes, int[] source, OptionalInt ignoreIndex,
                double[] classWeights) {
        if (source.length != rows) {
            throw new IllegalArgumentException(loss + ": labels [" + source.length + "] must have one label for each of the "
                    + rows + " rows of " + rowsOf);
        }
        if (classWeights.length != 0 && classWeights.length != classes) {
            throw new IllegalArgumentException(loss + ": classWeights [" + classWeights.length
                    + "] must have one weight for each of the " + classes + " classes");
        }
        this.loss = loss;
        this.classesOf = classesOf;
        this.classes = classes;
        this.source = source;
        this.ignoreIndex = ignoreIndex;
        this.classWeights = classWeights;
        this.own = new int[rows];
    }

    /** Requires weights that are finite and not negative. */
    static double[] checkWeights(String loss, double[] classWeights) {
        for (int k = 0; k < classWeights.length; k++) {
            if (!(classWeights[k] >= 0) || classWeights[k] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(loss + ": classWeights[" + k + "] = " + classWeights[k]
                        + " must be finite and at least 0");
            }
        }
        return classWeights.clone();
    }

    /** Reads the labels as they now are. */
    void read() {
        weight = 0;
        counted = 0;
        for (int i = 0; i < own.length; i++) {
            int k = source[i];
            if (ignoreIndex.isPresent() && k == ignoreIndex.getAsInt()) {
                own[i] = -1;
            } else if (k < 0 || k >= classes) {
                throw new IllegalArgumentException(loss + ": labels[" + i + "] = " + k + " must lie in [0, " + classes
                        + "), the classes of the " + classesOf);
            } else {
                own[i] = k;
                counted++;
                weight += weighted() ? classWeights[k] : 1;
            }
        }
    }

    /** The classes, -1 where a row is ignored. */
    int[] own() {
        return own;
    }

    /** The number of rows that count, or the sum of their weights: what a mean divides by. */
    double weight() {
        return weight;
    }

    /** The number of rows that count. */
    int counted() {
        return counted;
    }

    /** Tells whether classes have weights of their own. */
    boolean weighted() {
        return classWeights.length != 0;
    }

    /** The weight of a row: 0 if it is ignored, 1 if there are no weights. */
    double weight(int row) {
        if (own[row] < 0) {
            return 0;
        }
        return weighted() ? classWeights[own[row]] : 1;
    }
}
