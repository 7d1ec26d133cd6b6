package dev.lanegrad.examples.digits;

/**
 * How tight the classes lie in feature space: the mean distance of a feature to the mean of its class, divided by the
 * mean distance between the means of two classes. Small is good; scaling the features does not change it.
 *
 * @param means the class means, {@code [classes, width]}
 * @param ratio within-class distance over between-class distance
 */
record Compactness(double[][] means, double ratio) {

    /**
     * Measures {@code features [labels.length, width]}. Classes without a feature are left out.
     */
    static Compactness of(float[] features, int[] labels, int classes, int width) {
        double[][] means = new double[classes][width];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            for (int d = 0; d < width; d++) {
                means[labels[i]][d] += features[i * width + d];
            }
        }
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < width; d++) {
                means[k][d] /= counts[k];
            }
        }
        return new Compactness(means, within(features, labels, means) / between(means, counts));
    }

    private static double within(float[] features, int[] labels, double[][] means) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] mean = means[labels[i]];
            double square = 0;
            for (int d = 0; d < mean.length; d++) {
                double difference = features[i * mean.length + d] - mean[d];
                square += difference * difference;
            }
            sum += Math.sqrt(square);
        }
        return sum / labels.length;
    }

    private static double between(double[][] means, int[] counts) {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < means.length; a++) {
            for (int b = a + 1; b < means.length; b++) {
                if (counts[a] > 0 && counts[b] > 0) {
                    double square = 0;
                    for (int d = 0; d < means[a].length; d++) {
                        double difference = means[a][d] - means[b][d];
                        square += difference * difference;
                    }
                    sum += Math.sqrt(square);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }
}
