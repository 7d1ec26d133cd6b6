// Derived from FloatSegmentation.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Segmentation;
import java.util.Arrays;

/** Portable sums in arrays of partial sums, and plain loops. */
@SuppressWarnings("cast")
public class DoubleSegmentation implements Segmentation<double[]> {

    private static final int BLOCK = 1024;

    private static final ThreadLocal<double[]> SCATTERED = ThreadLocal.withInitial(() -> new double[BLOCK]);
    private static final ThreadLocal<double[][]> PARTIALS = ThreadLocal.withInitial(() -> new double[3][DoubleSums.PARTIALS]);

    @Override
    public final void addDiceSums(int n, double[] p, int pOffset, double[] t, int tOffset, double[] m, int mOffset,
                               double[] sums, int sumsOffset) {
        check("addDiceSums", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceSums", "sums", sums.length, sumsOffset, 3);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockDiceSums(Math.min(BLOCK, n - i), p, pOffset + i, t, tOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** Adds the three products of at most a block. */
    protected void addBlockDiceSums(int n, double[] p, int pOffset, double[] t, int tOffset, double[] m, int mOffset,
                                    double[] sums, int sumsOffset) {
        double[][] partials = partials(3);
        double[] qs = partials[0];
        double[] qq = partials[1];
        double[] ss = partials[2];
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            addRestOfDiceSums(Math.min(DoubleSums.PARTIALS, n - i), p, pOffset + i, t, tOffset + i, m, mOffset + i, qs, qq, ss);
        }
        sums[sumsOffset] += DoubleSums.fold(qs);
        sums[sumsOffset + 1] += DoubleSums.fold(qq);
        sums[sumsOffset + 2] += DoubleSums.fold(ss);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfDiceSums(int n, double[] p, int pOffset, double[] t, int tOffset, double[] m, int mOffset,
                                            double[] qs, double[] qq, double[] ss) {
        for (int j = 0; j < n; j++) {
            double mask = m[mOffset + j];
            double q = p[pOffset + j] * mask;
            double s = t[tOffset + j] * mask;
            qs[j] = Math.fma(q, s, qs[j]);
            qq[j] = Math.fma(q, q, qq[j]);
            ss[j] = Math.fma(s, s, ss[j]);
        }
    }

    @Override
    public final void addDiceGradient(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                      double[] m, int mOffset, double[] dx, int dxOffset, boolean fromZero) {
        check("addDiceGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceGradient", "dx", dx.length, dxOffset, n);
        diceGradientLoop(n, (double) alpha, (double) beta, p, pOffset, t, tOffset, m, mOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addDiceGradient} after the checks. */
    protected void diceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                    double[] m, int mOffset, double[] dx, int dxOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            double y = p[pOffset + i];
            double mask = m[mOffset + i];
            double dq = Math.fma(alpha, t[tOffset + i] * mask, beta * (y * mask));
            dx[dxOffset + i] = Math.fma(dq * mask, y * (1d - y), fromZero ? 0d : dx[dxOffset + i]);
        }
    }

    @Override
    public final void addDiceTargetGradient(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                            double[] m, int mOffset, double[] dt, int dtOffset) {
        check("addDiceTargetGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceTargetGradient", "dt", dt.length, dtOffset, n);
        double a = (double) alpha;
        double b = (double) beta;
        for (int i = 0; i < n; i++) {
            double mask = m[mOffset + i];
            double ds = Math.fma(a, p[pOffset + i] * mask, b * (t[tOffset + i] * mask));
            dt[dtOffset + i] = Math.fma(ds, mask, dt[dtOffset + i]);
        }
    }

    @Override
    public final void addDiceMaskGradient(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                          double[] m, int mOffset, double[] dm, int dmOffset) {
        check("addDiceMaskGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceMaskGradient", "dm", dm.length, dmOffset, n);
        double a = (double) alpha;
        double b = (double) beta;
        for (int i = 0; i < n; i++) {
            double y = p[pOffset + i];
            double target = t[tOffset + i];
            double q = y * m[mOffset + i];
            double s = target * m[mOffset + i];
            double dq = Math.fma(a, s, b * q);
            double ds = Math.fma(a, q, b * s);
            dm[dmOffset + i] += Math.fma(dq, y, ds * target);
        }
    }

    @Override
    public final void addCellDiceSums(int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset,
                                      double[] sums, int sumsOffset) {
        check("addCellDiceSums", n, p, pOffset, a, aOffset, b, bOffset);
        Checks.range("addCellDiceSums", "sums", sums.length, sumsOffset, 2);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockCellDiceSums(Math.min(BLOCK, n - i), p, pOffset + i, a, aOffset + i, b, bOffset + i, sums, sumsOffset);
        }
    }

    /** Adds the two products of at most a block. */
    protected void addBlockCellDiceSums(int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset,
                                        double[] sums, int sumsOffset) {
        double[][] partials = partials(2);
        double[] first = partials[0];
        double[] second = partials[1];
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            addRestOfCellDiceSums(Math.min(DoubleSums.PARTIALS, n - i), p, pOffset + i, a, aOffset + i, b, bOffset + i, first, second);
        }
        sums[sumsOffset] += DoubleSums.fold(first);
        sums[sumsOffset + 1] += DoubleSums.fold(second);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfCellDiceSums(int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset,
                                                double[] first, double[] second) {
        for (int j = 0; j < n; j++) {
            double y = p[pOffset + j];
            first[j] = Math.fma(y, a[aOffset + j], first[j]);
            second[j] = Math.fma(y * y, b[bOffset + j], second[j]);
        }
    }

    private static double[][] partials(int count) {
        double[][] partials = PARTIALS.get();
        for (int j = 0; j < count; j++) {
            Arrays.fill(partials[j], 0d);
        }
        return partials;
    }

    @Override
    public final void addCellDiceGradient(int n, double alpha, double beta, double[] p, int pOffset, double[] a, int aOffset,
                                          double[] b, int bOffset, double[] dx, int dxOffset, boolean fromZero) {
        check("addCellDiceGradient", n, p, pOffset, a, aOffset, b, bOffset);
        Checks.range("addCellDiceGradient", "dx", dx.length, dxOffset, n);
        cellDiceGradientLoop(n, (double) alpha, (double) beta, p, pOffset, a, aOffset, b, bOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addCellDiceGradient} after the checks. */
    protected void cellDiceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] a, int aOffset,
                                        double[] b, int bOffset, double[] dx, int dxOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            double y = p[pOffset + i];
            double dp = Math.fma(alpha, a[aOffset + i], beta * (y * b[bOffset + i]));
            dx[dxOffset + i] = Math.fma(dp, y * (1d - y), fromZero ? 0d : dx[dxOffset + i]);
        }
    }

    @Override
    public final void gatedWeights(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                   double[] a, int aOffset) {
        checkCounts("gatedWeights", n, words, wordsOffset, "gate", gate, gateOffset);
        Checks.range("gatedWeights", "a", a.length, aOffset, n);
        gatedWeightsLoop(n, words, wordsOffset, shift, gate, gateOffset, a, aOffset);
    }

    /** {@link #gatedWeights} after the checks. */
    protected void gatedWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                    double[] a, int aOffset) {
        for (int i = 0; i < n; i++) {
            a[aOffset + i] = (double) (words[wordsOffset + i] >>> shift & gate[gateOffset + i]);
        }
    }

    @Override
    public final void chosenWeights(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                    double[] a, int aOffset) {
        checkCounts("chosenWeights", n, words, wordsOffset, "chosen", chosen, chosenOffset);
        Checks.range("chosenWeights", "a", a.length, aOffset, n);
        chosenWeightsLoop(n, words, wordsOffset, shift, chosen, chosenOffset, a, aOffset);
    }

    /** {@link #chosenWeights} after the checks. */
    protected void chosenWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                     double[] a, int aOffset) {
        for (int i = 0; i < n; i++) {
            int word = words[wordsOffset + i] >>> shift;
            int first = chosen[chosenOffset + i];
            a[aOffset + i] = (double) ((word & first | word >>> 8 & ~first) & 31);
        }
    }

    @Override
    public final int gatherWeighed(int n, double[] x, int xOffset, double[] b, int bOffset, double[] y, int yOffset) {
        checkWeighed("gatherWeighed", n, x, xOffset, b, bOffset, y, yOffset);
        return gatherLoop(n, x, xOffset, b, bOffset, y, yOffset);
    }

    /** {@link #gatherWeighed} after the checks. */
    protected int gatherLoop(int n, double[] x, int xOffset, double[] b, int bOffset, double[] y, int yOffset) {
        int count = 0;
        boolean nan = false;
        for (int i = 0; i < n; i++) {
            double value = x[xOffset + i];
            y[yOffset + count] = value;
            count += b[bOffset + i] != 0 ? 1 : 0;
            nan |= value != value;
        }
        return nan ? -1 : count;
    }

    @Override
    public final void scatterWeighed(int n, double[] y, int yOffset, double[] b, int bOffset, double[] x, int xOffset) {
        checkWeighed("scatterWeighed", n, x, xOffset, b, bOffset, y, yOffset);
        scatterLoop(n, y, yOffset, b, bOffset, x, xOffset);
    }

    /** {@link #scatterWeighed} after the checks; returns the number of weighed elements. */
    protected int scatterLoop(int n, double[] y, int yOffset, double[] b, int bOffset, double[] x, int xOffset) {
        int from = yOffset;
        for (int i = 0; i < n; i++) {
            x[xOffset + i] = b[bOffset + i] != 0 ? y[from++] : 0d;
        }
        return from - yOffset;
    }

    private static void checkWeighed(String kernel, int n, double[] x, int xOffset, double[] b, int bOffset, double[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "b", b.length, bOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    @Override
    public final void addCountedDiceSums(int n, double[] p, int pOffset, boolean gathered, int[] words, int wordsOffset, int shift,
                                         int[] gate, int gateOffset, double[] b, int bOffset, double[] sums, int sumsOffset) {
        checkCounts("addCountedDiceSums", n, words, wordsOffset, "gate", gate, gateOffset);
        Checks.range("addCountedDiceSums", "p", p.length, pOffset, n);
        Checks.range("addCountedDiceSums", "b", b.length, bOffset, n);
        Checks.range("addCountedDiceSums", "sums", sums.length, sumsOffset, 3);
        int from = pOffset;
        for (int i = 0; i < n; i += BLOCK) {
            int block = Math.min(BLOCK, n - i);
            if (gathered) {
                from += addBlockGatheredDiceSums(block, p, from, words, wordsOffset + i, shift, gate, gateOffset + i,
                        b, bOffset + i, sums, sumsOffset);
            } else {
                addBlockCountedDiceSums(block, p, pOffset + i, words, wordsOffset + i, shift, gate, gateOffset + i,
                        b, bOffset + i, sums, sumsOffset);
            }
        }
    }

    /** Adds the sums of at most a block of gathered probabilities and returns how many these are. */
    protected int addBlockGatheredDiceSums(int n, double[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, double[] b, int bOffset, double[] sums, int sumsOffset) {
        double[] scattered = SCATTERED.get();
        int count = scatterLoop(n, p, pOffset, b, bOffset, scattered, 0);
        addBlockCountedDiceSums(n, scattered, 0, words, wordsOffset, shift, gate, gateOffset, b, bOffset, sums, sumsOffset);
        return count;
    }

    /** Adds the sums of at most a block. */
    protected void addBlockCountedDiceSums(int n, double[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, double[] b, int bOffset, double[] sums, int sumsOffset) {
        double[][] partials = partials(2);
        int weight = 0;
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            weight += addRestOfCountedDiceSums(Math.min(DoubleSums.PARTIALS, n - i), p, pOffset + i, words, wordsOffset + i, shift,
                    gate, gateOffset + i, b, bOffset + i, partials[0], partials[1]);
        }
        sums[sumsOffset] += DoubleSums.fold(partials[0]);
        sums[sumsOffset + 1] += DoubleSums.fold(partials[1]);
        sums[sumsOffset + 2] += weight;
    }

    /** Adds at most one cell to each partial sum and returns the weight of all. */
    protected static int addRestOfCountedDiceSums(int n, double[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                                  int[] gate, int gateOffset, double[] b, int bOffset,
                                                  double[] linear, double[] quadratic) {
        int weight = 0;
        for (int j = 0; j < n; j++) {
            int a = words[wordsOffset + j] >>> shift & gate[gateOffset + j];
            double y = p[pOffset + j];
            weight += a;
            linear[j] = Math.fma(y, (double) a, linear[j]);
            quadratic[j] = Math.fma(y * y, b[bOffset + j], quadratic[j]);
        }
        return weight;
    }

    @Override
    public final void addCountedDiceGradient(int n, double alpha, double beta, double[] p, int pOffset, boolean gathered,
                                             int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                             double[] b, int bOffset, double[] dx, int dxOffset, boolean fromZero) {
        checkCounts("addCountedDiceGradient", n, words, wordsOffset, "gate", gate, gateOffset);
        Checks.range("addCountedDiceGradient", "p", p.length, pOffset, n);
        Checks.range("addCountedDiceGradient", "b", b.length, bOffset, n);
        Checks.range("addCountedDiceGradient", "dx", dx.length, dxOffset, n);
        countedGradientLoop(n, (double) alpha, (double) beta, p, pOffset, gathered, words, wordsOffset, shift, gate, gateOffset,
                b, bOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addCountedDiceGradient} after the checks. */
    protected void countedGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, boolean gathered,
                                       int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, double[] b, int bOffset, double[] dx, int dxOffset,
                                       boolean fromZero) {
        int from = pOffset;
        for (int i = 0; i < n; i++) {
            int a = words[wordsOffset + i] >>> shift & gate[gateOffset + i];
            double y = gathered && b[bOffset + i] == 0 ? 0d : p[from++];
            double dp = Math.fma(alpha, (double) a, beta * (y * b[bOffset + i]));
            dx[dxOffset + i] = Math.fma(dp, y * (1d - y), fromZero ? 0d : dx[dxOffset + i]);
        }
    }

    @Override
    public final void addCountsAbove(int n, double[] x, int xOffset, double threshold, int[] first, int firstOffset, int firstShift,
                                     int[] second, int secondOffset, int secondShift, long[] sums) {
        Checks.range("addCountsAbove", "x", x.length, xOffset, n);
        Checks.range("addCountsAbove", "first", first.length, firstOffset, n);
        Checks.range("addCountsAbove", "second", second.length, secondOffset, n);
        Checks.range("addCountsAbove", "sums", sums.length, 0, 2);
        for (int i = 0; i < n; i += BLOCK) {
            long both = countsAbove(Math.min(BLOCK, n - i), x, xOffset + i, (double) threshold, first, firstOffset + i, firstShift,
                    second, secondOffset + i, secondShift);
            sums[0] += both >>> 32;
            sums[1] += (int) both;
        }
    }

    /** The first sum of {@link #addCountsAbove} over at most a block, in the upper half, and the second one. */
    protected long countsAbove(int n, double[] x, int xOffset, double threshold, int[] first, int firstOffset, int firstShift,
                               int[] second, int secondOffset, int secondShift) {
        int firstSum = 0;
        int secondSum = 0;
        for (int i = 0; i < n; i++) {
            boolean above = x[xOffset + i] > threshold;
            firstSum += above ? first[firstOffset + i] >>> firstShift & 31 : 0;
            secondSum += above ? second[secondOffset + i] >>> secondShift & 31 : 0;
        }
        return (long) firstSum << 32 | secondSum;
    }

    private static void checkCounts(String kernel, int n, int[] words, int wordsOffset, String name, int[] choice, int choiceOffset) {
        Checks.range(kernel, "words", words.length, wordsOffset, n);
        Checks.range(kernel, name, choice.length, choiceOffset, n);
    }

    @Override
    public final void classCounts(int n, int[] prediction, int predictionOffset, double[] t, int tOffset, double[] m, int mOffset,
                                  int classes, int[] counts) {
        Checks.range("classCounts", "prediction", prediction.length, predictionOffset, n);
        Checks.range("classCounts", "t", t.length, tOffset, n);
        Checks.range("classCounts", "m", m.length, mOffset, n);
        Checks.size("classCounts", "classes", classes);
        Checks.range("classCounts", "counts", counts.length, 0, 3L * classes);
        Arrays.fill(counts, 0, 3 * classes, 0);
        for (int i = 0; i < n; i++) {
            if (m[mOffset + i] == 1d) {
                int predicted = prediction[predictionOffset + i];
                double target = t[tOffset + i];
                if (predicted >= 0 && predicted < classes) {
                    counts[3 * predicted]++;
                    counts[3 * predicted + 2] += target == predicted ? 1 : 0;
                }
                if (target >= 0 && target < classes && target == (int) target) {
                    counts[3 * (int) target + 1]++;
                }
            }
        }
    }

    private static void check(String kernel, int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset) {
        Checks.range(kernel, "p", p.length, pOffset, n);
        boolean cells = kernel.contains("Cell");
        Checks.range(kernel, cells ? "a" : "t", a.length, aOffset, n);
        Checks.range(kernel, cells ? "b" : "m", b.length, bOffset, n);
    }
}
