// Derived from FloatSelection.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Selection;
import java.util.Arrays;

/**
 * Selection by a sample's bounds, one pass that gathers what lies between them, and radix steps on what is left. If the bounds miss, what lies on
 * the right side of them is gathered and sampled anew. Only comparisons: every order of work gives the same answer.
 *
 * <p>In the private methods a missing array of weights stands for ones, and NaN ranks lowest.
 */
@SuppressWarnings("cast")
public class DoubleSelection implements Selection<double[]> {

    private static final int DIGIT_BITS = 11;
    static final int DIGITS = 1 << DIGIT_BITS;

    private static final long LOWEST = DoubleKeys.key(Double.NEGATIVE_INFINITY);

    /** Up to this many elements no sample pays. */
    private static final int SMALL = 4096;

    /** How far the bounds lie from the expected element of the sample: a miss in some hundred calls. */
    private static final double DEVIATIONS = 3;

    /** How often bounds may miss before all digits of what is left are counted. */
    private static final int MISSES = 2;

    @Override
    public final double kthLargest(int n, double[] x, int xOffset, int k, NanRank nans) {
        Checks.range("kthLargest", "x", x.length, xOffset, n);
        rank("kthLargest", k, 1, n, "the number of elements");
        int nan = nans == NanRank.HIGHEST ? n - countAtLeast(n, x, xOffset, Double.NEGATIVE_INFINITY) : 0;
        return k <= nan ? Double.NaN : select(n, x, xOffset, null, 0, n, k - nan) + 0d;
    }

    @Override
    public final double weightedKthLargest(int n, double[] x, int xOffset, int[] weights, int weightsOffset, int k, NanRank nans) {
        Checks.range("weightedKthLargest", "x", x.length, xOffset, n);
        Checks.range("weightedKthLargest", "weights", weights.length, weightsOffset, n);
        long total = weightSum(n, weights, weightsOffset);
        if (total < 0 || total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "weightedKthLargest: weights must not be negative and their sum at most " + Integer.MAX_VALUE);
        }
        rank("weightedKthLargest", k, 1, total, "the sum of weights");
        int nan = nans == NanRank.HIGHEST
                ? (int) total - weightAtLeast(n, x, xOffset, weights, weightsOffset, Double.NEGATIVE_INFINITY) : 0;
        return k <= nan ? Double.NaN : select(n, x, xOffset, weights, weightsOffset, (int) total, k - nan) + 0d;
    }

    @Override
    public final void topK(int n, double[] x, int xOffset, int k, NanRank nans, int[] indices, int indicesOffset) {
        Checks.range("topK", "x", x.length, xOffset, n);
        rank("topK", k, 0, n, "the number of elements");
        Checks.range("topK", "indices", indices.length, indicesOffset, k);
        if (k == 0) {
            return;
        }
        double last = (double) kthLargest(n, x, xOffset, k, nans);
        DoubleRanking.topK(k, last, k - countBetter(n, x, xOffset, last, nans), x, xOffset, nans, indices, indicesOffset);
    }

    /** How many elements rank above one of them. */
    private int countBetter(int n, double[] x, int xOffset, double element, NanRank nans) {
        boolean isNan = element != element;
        if (isNan && nans == NanRank.HIGHEST) {
            return 0;
        }
        int above = countAtLeast(n, x, xOffset, isNan ? Double.NEGATIVE_INFINITY : nextUp(element));
        return nans == NanRank.HIGHEST ? above + n - countAtLeast(n, x, xOffset, Double.NEGATIVE_INFINITY) : above;
    }

    private static void rank(String kernel, int k, int least, long most, String what) {
        if (k < least || k > most) {
            throw new IllegalArgumentException(
                    kernel + ": k = " + k + " must lie in [" + least + ", " + most + "], " + what + " being " + most);
        }
    }

    /** The element of rank k, where all weights together are {@code total}. */
    private double select(int n, double[] x, int xOffset, int[] w, int wOffset, int total, int k) {
        DoubleSelectionScratch scratch = DoubleSelectionScratch.get();
        long base = 0;
        int bits = DoubleKeys.BITS;
        for (int misses = 0; n > SMALL && misses < MISSES;) {
            scratch.sample.take(n, x, xOffset, w, wOffset);
            double high = bound(scratch, total, k, -DEVIATIONS);
            double low = bound(scratch, total, k, DEVIATIONS);
            // Not where the elements are: after a miss they are read again.
            DoubleSelectionScratch.Buffer buffer = scratch.other(x);
            double[] values = buffer.values(n);
            int[] weights = w == null ? null : buffer.weights(n);
            long split = split(n, x, xOffset, w, wOffset, nextUp(low), high, values, weights);
            int above = (int) (split >>> 32);
            int inside = (int) split;
            total = weight(inside, weights);
            if (k > above && k <= above + total) {
                base = DoubleKeys.key(low) + 1;
                bits = Long.SIZE - Long.numberOfLeadingZeros(DoubleKeys.key(high) - base);
            } else {
                misses++;
                boolean isAbove = k <= above;
                double bound = isAbove ? nextUp(high) : low;
                int reaching = reaching(n, x, xOffset, w, wOffset, bound);
                if (isAbove ? k > reaching : k <= reaching) {
                    return isAbove ? high : low;
                }
                above = isAbove ? 0 : reaching;
                inside = (int) split(n, x, xOffset, w, wOffset, isAbove ? bound : Double.NEGATIVE_INFINITY,
                        isAbove ? Double.NaN : bound, values, weights);
                total = weight(inside, weights);
                base = 0;
                bits = DoubleKeys.BITS;
            }
            k -= above;
            if (k > total) {
                // NaN, below all numbers, is not gathered.
                return Double.NaN;
            }
            n = inside;
            x = values;
            xOffset = 0;
            w = weights;
            wOffset = 0;
        }
        DoubleSelectionScratch.Buffer buffer = scratch.other(x);
        return radix(n, x, xOffset, w, wOffset, k, base, bits, scratch.histogram, buffer.values(n),
                w == null ? null : buffer.weights(n));
    }

    /** The element of the sample that lies some standard deviations from where rank k of the whole is expected. */
    private double bound(DoubleSelectionScratch scratch, int total, int k, double deviations) {
        DoubleSelectionScratch.Sample sample = scratch.sample;
        double fraction = (double) k / total;
        double rank = fraction * sample.weight + deviations * Math.sqrt(fraction * (1 - fraction) * sample.squaredWeight)
                + Math.signum(deviations);
        if (!(rank >= 1)) {
            return Double.POSITIVE_INFINITY;
        }
        if (rank > sample.weight) {
            return Double.NEGATIVE_INFINITY;
        }
        double value = radix(sample.size, sample.values, 0, sample.weights, 0, (int) rank, 0, DoubleKeys.BITS, scratch.histogram,
                sample.gathered, sample.gatheredWeights);
        return value == value ? value : Double.NEGATIVE_INFINITY;
    }

    /**
     * The element of rank k among such whose keys lie in the {@code 2^bits} from {@code base} on, one digit after the other; NaN if the rank is beyond
     * all numbers.
     */
    private double radix(int n, double[] x, int xOffset, int[] w, int wOffset, int k, long base, int bits, int[] histogram,
                        double[] values, int[] weights) {
        while (bits > 0) {
            bits = Math.max(0, bits - DIGIT_BITS);
            count(n, x, xOffset, w, wOffset, base, bits, histogram);
            int digit = DIGITS - 1;
            for (; k > histogram[digit]; digit--) {
                k -= histogram[digit];
            }
            base += (long) digit << bits;
            if (bits == 0) {
                break;
            }
            if (Long.compareUnsigned(base + (1L << bits) - 1, LOWEST) < 0) {
                return Double.NaN;
            }
            double low = DoubleKeys.value(Long.compareUnsigned(base, LOWEST) < 0 ? LOWEST : base);
            double high = DoubleKeys.value(base + (1L << bits));
            n = (int) split(n, x, xOffset, w, wOffset, low, high, values, weights);
            if (k > weight(n, weights)) {
                // NaN, which has a key below all numbers, is not gathered.
                return Double.NaN;
            }
            if (n == 1) {
                return values[0];
            }
            x = values;
            xOffset = 0;
            w = weights;
            wOffset = 0;
        }
        return DoubleKeys.value(base);
    }

    private static void count(int n, double[] x, int xOffset, int[] w, int wOffset, long base, int shift, int[] histogram) {
        Arrays.fill(histogram, 0);
        for (int i = 0; i < n; i++) {
            histogram[(int) (DoubleKeys.key(x[xOffset + i]) - base >>> shift) & DIGITS - 1] += w == null ? 1 : w[wOffset + i];
        }
    }

    private int reaching(int n, double[] x, int xOffset, int[] w, int wOffset, double threshold) {
        return w == null ? countAtLeast(n, x, xOffset, threshold) : weightAtLeast(n, x, xOffset, w, wOffset, threshold);
    }

    private long split(int n, double[] x, int xOffset, int[] w, int wOffset, double low, double high,
                       double[] values, int[] weights) {
        return w == null ? gather(n, x, xOffset, low, high, values)
                : gatherWeighted(n, x, xOffset, w, wOffset, low, high, values, weights);
    }

    /** The next larger number, and above positive infinity NaN, which nothing reaches. */
    private static double nextUp(double x) {
        return DoubleKeys.value(DoubleKeys.key(x) + 1);
    }

    private static int weight(int n, int[] w) {
        if (w == null) {
            return n;
        }
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i];
        }
        return sum;
    }

    /** The sum of weights, or something negative if a weight is negative. */
    protected long weightSum(int n, int[] w, int wOffset) {
        long sum = 0;
        int sign = 0;
        for (int i = 0; i < n; i++) {
            sum += w[wOffset + i];
            sign |= w[wOffset + i];
        }
        return sign < 0 ? -1 : sum;
    }

    /** The number of elements that are at least the threshold. */
    protected int countAtLeast(int n, double[] x, int xOffset, double threshold) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += x[xOffset + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    /** The weight of the elements that are at least the threshold. */
    protected int weightAtLeast(int n, double[] x, int xOffset, int[] w, int wOffset, double threshold) {
        int weight = 0;
        for (int i = 0; i < n; i++) {
            weight += x[xOffset + i] >= threshold ? w[wOffset + i] : 0;
        }
        return weight;
    }

    /**
     * Gathers the elements in {@code [low, high)}, in order; a bound that is NaN as {@code high} stands for none. The destination may be the
     * source. Returns how many there are, and in the upper half how many are at least {@code high}.
     */
    protected long gather(int n, double[] x, int xOffset, double low, double high, double[] values) {
        int above = 0;
        int inside = 0;
        for (int i = 0; i < n; i++) {
            double value = x[xOffset + i];
            values[inside] = value;
            boolean isAbove = value >= high;
            above += isAbove ? 1 : 0;
            inside += value >= low & !isAbove ? 1 : 0;
        }
        return (long) above << 32 | inside;
    }

    /** As {@link #gather}, with the weights; the upper half is the weight of the elements that are at least {@code high}. */
    protected long gatherWeighted(int n, double[] x, int xOffset, int[] w, int wOffset, double low, double high,
                                  double[] values, int[] weights) {
        int above = 0;
        int inside = 0;
        for (int i = 0; i < n; i++) {
            double value = x[xOffset + i];
            int weight = w[wOffset + i];
            values[inside] = value;
            weights[inside] = weight;
            boolean isAbove = value >= high;
            above += isAbove ? weight : 0;
            inside += value >= low & !isAbove ? 1 : 0;
        }
        return (long) above << 32 | inside;
    }

    @Override
    public void atLeast(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        Checks.range("atLeast", "x", x.length, xOffset, n);
        Checks.range("atLeast", "mask", mask.length, maskOffset, n);
        maskAtLeast(n, x, xOffset, (double) threshold, mask, maskOffset);
    }

    @Override
    public void above(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        Checks.range("above", "x", x.length, xOffset, n);
        Checks.range("above", "mask", mask.length, maskOffset, n);
        maskAbove(n, x, xOffset, (double) threshold, mask, maskOffset);
    }

    /** {@link #atLeast} after the checks. */
    protected void maskAtLeast(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        for (int i = 0; i < n; i++) {
            mask[maskOffset + i] = x[xOffset + i] >= threshold ? -1 : 0;
        }
    }

    /** {@link #above} after the checks. */
    protected void maskAbove(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        for (int i = 0; i < n; i++) {
            mask[maskOffset + i] = x[xOffset + i] > threshold ? -1 : 0;
        }
    }
}
