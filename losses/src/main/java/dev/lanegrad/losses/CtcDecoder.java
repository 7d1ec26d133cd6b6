package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Rowwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what the scores of a recogniser trained with {@link CtcLoss} say: the most probable class of each frame, or the most probable
 * labels by a search over their beginnings.
 *
 * <p>{@code logits [batch, frames, classes]} are raw scores, the log-softmax belongs to the decoder. All probabilities are
 * logarithms in double precision. Ties are broken in one way, so equal scores are read equally everywhere.
 *
 * <p>Thread-safe: there is no state. The scores are only read, and no gradient is involved.
 */
public final class CtcDecoder {

    private CtcDecoder() {
    }

    /**
     * The settings of the search.
     *
     * @param blank     the class that stands for no symbol
     * @param beamWidth how many beginnings of labels are kept from frame to frame, at least 1
     */
    public record Options(int blank, int beamWidth) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the width is less than 1 or more than a million
         */
        public Options {
            if (beamWidth < 1 || beamWidth > 1_000_000) {
                throw new IllegalArgumentException(
                        "ctcDecoder: beamWidth = " + beamWidth + " must lie in [1, 1000000]");
            }
        }

        /**
         * Returns blank 0 and ten beginnings.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0, 10);
        }

        /**
         * Returns these settings with another blank.
         *
         * @param value the class that stands for no symbol
         * @return the settings
         */
        public Options withBlank(int value) {
            return new Options(value, beamWidth);
        }

        /**
         * Returns these settings with another width.
         *
         * @param value how many beginnings of labels are kept, at least 1
         * @return the settings
         */
        public Options withBeamWidth(int value) {
            return new Options(blank, value);
        }
    }

    /**
     * Reads the most probable class of each frame; of equal ones the lowest. The probability is that of this one path, a lower
     * bound of the label's.
     *
     * @param <A>          the type of the arrays
     * @param logits       the scores {@code [batch, frames, classes]}
     * @param inputLengths the frames of each item {@code [batch]}
     * @param blank        the class that stands for no symbol
     * @return a reading per item
     * @throws IllegalArgumentException if a shape does not fit, a length lies outside {@code [0, frames]}, {@code blank} is no
     *                                  class, or a frame has no softmax because it holds NaN, {@code +infinity} or nothing finite
     */
    public static <A> List<CtcReading> greedy(Tensor<A> logits, int[] inputLengths, int blank) {
        LogProbabilities<A> y = new LogProbabilities<>(logits, inputLengths, blank);
        int[] best = new int[y.frames];
        List<CtcReading> readings = new ArrayList<>();
        for (int item = 0; item < inputLengths.length; item++) {
            int count = inputLengths[item];
            y.kernels.rowwise().argMax(count, y.classes, 1, Rowwise.NanPolicy.IGNORE,
                    logits.data(), item * y.frames * y.classes, best, 0);
            double logProbability = 0;
            for (int t = 0; t < count; t++) {
                logProbability += y.at(item, t, best[t]);
            }
            int[] path = Arrays.copyOf(best, count);
            readings.add(new CtcReading(collapse(path, blank), logProbability, path));
        }
        return readings;
    }

    /**
     * Searches for the most probable labels: from frame to frame the most probable beginnings are kept, each with the sum of the
     * probabilities of all its alignments that have not been cut off. Every class is tried at every frame.
     *
     * <p>The probability of a reading is a lower bound of that of its label, and equal to it once the beam is as wide as the number
     * of beginnings. Of equally probable beginnings the lexicographically smaller one is kept and listed first. The path of a
     * reading is its label's most probable alignment; of equal ones the one that enters its states later.
     *
     * <p>Source: Hannun et al., First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs, 2014,
     * without a language model; after Graves, Supervised Sequence Labelling with Recurrent Neural Networks, 2012, section 7.5.3.
     *
     * @param <A>          the type of the arrays
     * @param logits       the scores {@code [batch, frames, classes]}
     * @param inputLengths the frames of each item {@code [batch]}
     * @param options      the settings
     * @return for each item its readings, the most probable first, at most {@code beamWidth} and at least one
     * @throws IllegalArgumentException as {@link #greedy} says
     */
    public static <A> List<List<CtcReading>> beam(Tensor<A> logits, int[] inputLengths, Options options) {
        LogProbabilities<A> y = new LogProbabilities<>(logits, inputLengths, options.blank());
        List<List<CtcReading>> readings = new ArrayList<>();
        for (int item = 0; item < inputLengths.length; item++) {
            readings.add(new CtcBeam<>(y, item, inputLengths[item], options).search());
        }
        return readings;
    }

    /** The symbols of a path: repeats merged, blanks left out. */
    static int[] collapse(int[] path, int blank) {
        int[] labels = new int[path.length];
        int length = 0;
        for (int t = 0; t < path.length; t++) {
            if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
                labels[length++] = path[t];
            }
        }
        return Arrays.copyOf(labels, length);
    }

    /** The scores as logarithms of probabilities. */
    static final class LogProbabilities<A> {

        final Kernels<A> kernels;
        final A logits;
        final int frames;
        final int classes;
        private final A normalizers;

        LogProbabilities(Tensor<A> logits, int[] inputLengths, int blank) {
            Shape shape = logits.shape();
            if (shape.rank() != 3) {
                throw new IllegalArgumentException("ctcDecoder: logits " + shape + " must be [batch, frames, classes]");
            }
            int batch = shape.dim(0);
            if (inputLengths.length != batch) {
                throw new IllegalArgumentException("ctcDecoder: inputLengths [" + inputLengths.length
                        + "] must have one entry for each of the " + batch + " items");
            }
            this.kernels = logits.kernels();
            this.logits = logits.data();
            this.frames = shape.dim(1);
            this.classes = shape.dim(2);
            if (blank < 0 || blank >= classes) {
                throw new IllegalArgumentException("ctcDecoder: blank = " + blank + " must lie in [0, " + classes + ")");
            }
            this.normalizers = kernels.storage().allocate(batch * frames);
            for (int item = 0; item < batch; item++) {
                normalize(item, inputLengths[item]);
            }
        }

        private void normalize(int item, int count) {
            if (count < 0 || count > frames) {
                throw new IllegalArgumentException("ctcDecoder: inputLengths[" + item + "] = " + count
                        + " must lie in [0, " + frames + "], the frames of logits");
            }
            int row = item * frames;
            kernels.rowwise().logSumExp(count, classes, 1, logits, row * classes, normalizers, row);
            for (int t = 0; t < count; t++) {
                if (!Double.isFinite(kernels.storage().get(normalizers, row + t))) {
                    throw new IllegalArgumentException("ctcDecoder: logits[" + item + ", " + t
                            + "] have no softmax: they hold NaN, infinity or nothing finite");
                }
            }
        }

        double at(int item, int frame, int symbol) {
            int row = item * frames + frame;
            return kernels.storage().get(logits, row * classes + symbol) - kernels.storage().get(normalizers, row);
        }
    }
}
