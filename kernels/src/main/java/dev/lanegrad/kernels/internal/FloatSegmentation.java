package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Segmentation;
import java.util.Arrays;

/** Portable sums in arrays of partial sums, and plain loops. */
public class FloatSegmentation implements Segmentation<float[]> {

    private static final int BLOCK = 1024;

    private static final ThreadLocal<float[]> SCATTERED = ThreadLocal.withInitial(() -> new float[BLOCK]);
    private static final ThreadLocal<float[][]> PARTIALS = ThreadLocal.withInitial(() -> new float[3][FloatSums.PARTIALS]);

    @Override
    public final void addDiceSums(int n, float[] p, int pOffset, float[] t, int tOffset, float[] m, int mOffset,
                               double[] sums, int sumsOffset) {
        check("addDiceSums", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceSums", "sums", sums.length, sumsOffset, 3);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockDiceSums(Math.min(BLOCK, n - i), p, pOffset + i, t, tOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** Adds the three products of at most a block. */
    protected void addBlockDiceSums(int n, float[] p, int pOffset, float[] t, int tOffset, float[] m, int mOffset,
                                    double[] sums, int sumsOffset) {
        float[][] partials = partials(3);
        float[] qs = partials[0];
        float[] qq = partials[1];
        float[] ss = partials[2];
        for (int i = 0; i < n; i += FloatSums.PARTIALS) {
            addRestOfDiceSums(Math.min(FloatSums.PARTIALS, n - i), p, pOffset + i, t, tOffset + i, m, mOffset + i, qs, qq, ss);
        }
        sums[sumsOffset] += FloatSums.fold(qs);
        sums[sumsOffset + 1] += FloatSums.fold(qq);
        sums[sumsOffset + 2] += FloatSums.fold(ss);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfDiceSums(int n, float[] p, int pOffset, float[] t, int tOffset, float[] m, int mOffset,
                                            float[] qs, float[] qq, float[] ss) {
        for (int j = 0; j < n; j++) {
            float mask = m[mOffset + j];
            float q = p[pOffset + j] * mask;
            float s = t[tOffset + j] * mask;
            qs[j] = Math.fma(q, s, qs[j]);
            qq[j] = Math.fma(q, q, qq[j]);
            ss[j] = Math.fma(s, s, ss[j]);
        }
    }

    @Override
    public final void addDiceGradient(int n, double alpha, double beta, float[] p, int pOffset, float[] t, int tOffset,
                                      float[] m, int mOffset, float[] dx, int dxOffset, boolean fromZero) {
        check("addDiceGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceGradient", "dx", dx.length, dxOffset, n);
        diceGradientLoop(n, (float) alpha, (float) beta, p, pOffset, t, tOffset, m, mOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addDiceGradient} after the checks. */
    protected void diceGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, float[] t, int tOffset,
                                    float[] m, int mOffset, float[] dx, int dxOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            float y = p[pOffset + i];
            float mask = m[mOffset + i];
            float dq = Math.fma(alpha, t[tOffset + i] * mask, beta * (y * mask));
            dx[dxOffset + i] = Math.fma(dq * mask, y * (1f - y), fromZero ? 0f : dx[dxOffset + i]);
        }
    }

    @Override
    public final void addDiceTargetGradient(int n, double alpha, double beta, float[] p, int pOffset, float[] t, int tOffset,
                                            float[] m, int mOffset, float[] dt, int dtOffset) {
        check("addDiceTargetGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceTargetGradient", "dt", dt.length, dtOffset, n);
        float a = (float) alpha;
        float b = (float) beta;
        for (int i = 0; i < n; i++) {
            float mask = m[mOffset + i];
            float ds = Math.fma(a, p[pOffset + i] * mask, b * (t[tOffset + i] * mask));
            dt[dtOffset + i] = Math.fma(ds, mask, dt[dtOffset + i]);
        }
    }

    @Override
    public final void addDiceMaskGradient(int n, double alpha, double beta, float[] p, int pOffset, float[] t, int tOffset,
                                          float[] m, int mOffset, float[] dm, int dmOffset) {
        check("addDiceMaskGradient", n, p, pOffset, t, tOffset, m, mOffset);
        Checks.range("addDiceMaskGradient", "dm", dm.length, dmOffset, n);
        float a = (float) alpha;
        float b = (float) beta;
        for (int i = 0; i < n; i++) {
            float y = p[pOffset + i];
            float target = t[tOffset + i];
            float q = y * m[mOffset + i];
            float s = target * m[mOffset + i];
            float dq = Math.fma(a, s, b * q);
            float ds = Math.fma(a, q, b * s);
            dm[dmOffset + i] += Math.fma(dq, y, ds * target);
        }
    }

    @Override
    public final void addCellDiceSums(int n, float[] p, int pOffset, float[] a, int aOffset, float[] b, int bOffset,
                                      double[] sums, int sumsOffset) {
        check("addCellDiceSums", n, p, pOffset, a, aOffset, b, bOffset);
        Checks.range("addCellDiceSums", "sums", sums.length, sumsOffset, 2);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockCellDiceSums(Math.min(BLOCK, n - i), p, pOffset + i, a, aOffset + i, b, bOffset + i, sums, sumsOffset);
        }
    }

    /** Adds the two products of at most a block. */
    protected void addBlockCellDiceSums(int n, float[] p, int pOffset, float[] a, int aOffset, float[] b, int bOffset,
                                        double[] sums, int sumsOffset) {
        float[][] partials = partials(2);
        float[] first = partials[0];
        float[] second = partials[1];
        for (int i = 0; i < n; i += FloatSums.PARTIALS) {
            addRestOfCellDiceSums(Math.min(FloatSums.PARTIALS, n - i), p, pOffset + i, a, aOffset + i, b, bOffset + i, first, second);
        }
        sums[sumsOffset] += FloatSums.fold(first);
        sums[sumsOffset + 1] += FloatSums.fold(second);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfCellDiceSums(int n, float[] p, int pOffset, float[] a, int aOffset, float[] b, int bOffset,
                                                float[] first, float[] second) {
        for (int j = 0; j < n; j++) {
            float y = p[pOffset + j];
            first[j] = Math.fma(y, a[aOffset + j], first[j]);
            second[j] = Math.fma(y * y, b[bOffset + j], second[j]);
        }
    }

    private static float[][] partials(int count) {
        float[][] partials = PARTIALS.get();
        for (int j = 0; j < count; j++) {
            Arrays.fill(partials[j], 0f);
        }
        return partials;
    }

    @Override
    public final void addCellDiceGradient(int n, double alpha, double beta, float[] p, int pOffset, float[] a, int aOffset,
                                          float[] b, int bOffset, float[] dx, int dxOffset, boolean fromZero) {
        check("addCellDiceGradient", n, p, pOffset, a, aOffset, b, bOffset);
        Checks.range("addCellDiceGradient", "dx", dx.length, dxOffset, n);
        cellDiceGradientLoop(n, (float) alpha, (float) beta, p, pOffset, a, aOffset, b, bOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addCellDiceGradient} after the checks. */
    protected void cellDiceGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, float[] a, int aOffset,
                                        float[] b, int bOffset, float[] dx, int dxOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            float y = p[pOffset + i];
            float dp = Math.fma(alpha, a[aOffset + i], beta * (y * b[bOffset + i]));
            dx[dxOffset + i] = Math.fma(dp, y * (1f - y), fromZero ? 0f : dx[dxOffset + i]);
        }
    }

    @Override
    public final void gatedWeights(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                   float[] a, int aOffset) {
        checkCounts("gatedWeights", n, words, wordsOffset, "gate", gate, gateOffset);
        Checks.range("gatedWeights", "a", a.length, aOffset, n);
        gatedWeightsLoop(n, words, wordsOffset, shift, gate, gateOffset, a, aOffset);
    }

    /** {@link #gatedWeights} after the checks. */
    protected void gatedWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                    float[] a, int aOffset) {
        for (int i = 0; i < n; i++) {
            a[aOffset + i] = (float) (words[wordsOffset + i] >>> shift & gate[gateOffset + i]);
        }
    }

    @Override
    public final void chosenWeights(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                    float[] a, int aOffset) {
        checkCounts("chosenWeights", n, words, wordsOffset, "chosen", chosen, chosenOffset);
        Checks.range("chosenWeights", "a", a.length, aOffset, n);
        chosenWeightsLoop(n, words, wordsOffset, shift, chosen, chosenOffset, a, aOffset);
    }

    /** {@link #chosenWeights} after the checks. */
    protected void chosenWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                     float[] a, int aOffset) {
        for (int i = 0; i < n; i++) {
            int word = words[wordsOffset + i] >>> shift;
            int first = chosen[chosenOffset + i];
            a[aOffset + i] = (float) ((word & first | word >>> 8 & ~first) & 31);
        }
    }

    @Override
    public final int gatherWeighed(int n, float[] x, int xOffset, float[] b, int bOffset, float[] y, int yOffset) {
        checkWeighed("gatherWeighed", n, x, xOffset, b, bOffset, y, yOffset);
        return gatherLoop(n, x, xOffset, b, bOffset, y, yOffset);
    }

    /** {@link #gatherWeighed} after the checks. */
    protected int gatherLoop(int n, float[] x, int xOffset, float[] b, int bOffset, float[] y, int yOffset) {
        int count = 0;
        boolean nan = false;
        for (int i = 0; i < n; i++) {
            float value = x[xOffset + i];
            y[yOffset + count] = value;
            count += b[bOffset + i] != 0 ? 1 : 0;
            nan |= value != value;
        }
        return nan ? -1 : count;
    }

    @Override
    public final void scatterWeighed(int n, float[] y, int yOffset, float[] b, int bOffset, float[] x, int xOffset) {
        checkWeighed("scatterWeighed", n, x, xOffset, b, bOffset, y, yOffset);
        scatterLoop(n, y, yOffset, b, bOffset, x, xOffset);
    }

    /** {@link #scatterWeighed} after the checks; returns the number of weighed elements. */
    protected int scatterLoop(int n, float[] y, int yOffset, float[] b, int bOffset, float[] x, int xOffset) {
        int from = yOffset;
        for (int i = 0; i < n; i++) {
            x[xOffset + i] = b[bOffset + i] != 0 ? y[from++] : 0f;
        }
        return from - yOffset;
    }

    private static void checkWeighed(String kernel, int n, float[] x, int xOffset, float[] b, int bOffset, float[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "b", b.length, bOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    @Override
    public final void addCountedDiceSums(int n, float[] p, int pOffset, boolean gathered, int[] words, int wordsOffset, int shift,
                                         int[] gate, int gateOffset, float[] b, int bOffset, double[] sums, int sumsOffset) {
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
    protected int addBlockGatheredDiceSums(int n, float[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, float[] b, int bOffset, double[] sums, int sumsOffset) {
        float[] scattered = SCATTERED.get();
        int count = scatterLoop(n, p, pOffset, b, bOffset, scattered, 0);
        addBlockCountedDiceSums(n, scattered, 0, words, wordsOffset, shift, gate, gateOffset, b, bOffset, sums, sumsOffset);
        return count;
    }

    /** Adds the sums of at most a block. */
    protected void addBlockCountedDiceSums(int n, float[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, float[] b, int bOffset, double[] sums, int sumsOffset) {
        float[][] partials = partials(2);
        int weight = 0;
        for (int i = 0; i < n; i += FloatSums.PARTIALS) {
            weight += addRestOfCountedDiceSums(Math.min(FloatSums.PARTIALS, n - i), p, pOffset + i, words, wordsOffset + i, shift,
                    gate, gateOffset + i, b, bOffset + i, partials[0], partials[1]);
        }
        sums[sumsOffset] += FloatSums.fold(partials[0]);
        sums[sumsOffset + 1] += FloatSums.fold(partials[1]);
        sums[sumsOffset + 2] += weight;
    }

    /** Adds at most one cell to each partial sum and returns the weight of all. */
    protected static int addRestOfCountedDiceSums(int n, float[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                                  int[] gate, int gateOffset, float[] b, int bOffset,
                                                  float[] linear, float[] quadratic) {
        int weight = 0;
        for (int j = 0; j < n; j++) {
            int a = words[wordsOffset + j] >>> shift & gate[gateOffset + j];
            float y = p[pOffset + j];
            weight += a;
            linear[j] = Math.fma(y, (float) a, linear[j]);
            quadratic[j] = Math.fma(y * y, b[bOffset + j], quadratic[j]);
        }
        return weight;
    }

    @Override
    public final void addCountedDiceGradient(int n, double alpha, double beta, float[] p, int pOffset, boolean gathered,
                                             int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                             float[] b, int bOffset, float[] dx, int dxOffset, boolean fromZero) {
        checkCounts("addCountedDiceGradient", n, words, wordsOffset, "gate", gate, gateOffset);
        Checks.range("addCountedDiceGradient", "p", p.length, pOffset, n);
        Checks.range("addCountedDiceGradient", "b", b.length, bOffset, n);
        Checks.range("addCountedDiceGradient", "dx", dx.length, dxOffset, n);
        countedGradientLoop(n, (float) alpha, (float) beta, p, pOffset, gathered, words, wordsOffset, shift, gate, gateOffset,
                b, bOffset, dx, dxOffset, fromZero);
    }

    /** {@link #addCountedDiceGradient} after the checks. */
    protected void countedGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, boolean gathered,
                                       int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, float[] b, int bOffset, float[] dx, int dxOffset,
                                       boolean fromZero) {
        int from = pOffset;
        for (int i = 0; i < n; i++) {
            int a = words[wordsOffset + i] >>> shift & gate[gateOffset + i];
            float y = gathered && b[bOffset + i] == 0 ? 0f : p[from++];
            float dp = Math.fma(alpha, (float) a, beta * (y * b[bOffset + i]));
            dx[dxOffset + i] = Math.fma(dp, y * (1f - y), fromZero ? 0f : dx[dxOffset + i]);
        }
    }

    @Override
    public final void addCountsAbove(int n, float[] x, int xOffset, double threshold, int[] first, int firstOffset, int firstShift,
                                     int[] second, int secondOffset, int secondShift, long[] sums) {
        Checks.range("addCountsAbove", "x", x.length, xOffset, n);
        Checks.range("addCountsAbove", "first", first.length, firstOffset, n);
        Checks.range("addCountsAbove", "second", second.length, secondOffset, n);
        Checks.range("addCountsAbove", "sums", sums.length, 0, 2);
        for (int i = 0; i < n; i += BLOCK) {
            long both = countsAbove(Math.min(BLOCK, n - i), x, xOffset + i, (float) threshold, first, firstOffset + i, firstShift,
                    second, secondOffset + i, secondShift);
            sums[0] += both >>> 32;
            sums[1] += (int) both;
        }
    }

    /** The first sum of {@link #addCountsAbove} over at most a block, in the upper half, and the second one. */
    protected long countsAbove(int n, float[] x, int xOffset, float threshold, int[] first, int firstOffset, int firstShift,
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
    public final void classCounts(int n, int[] prediction, int predictionOffset, float[] t, int tOffset, float[] m, int mOffset,
                                  int classes, int[] counts) {
        Checks.range("classCounts", "prediction", prediction.length, predictionOffset, n);
        Checks.range("classCounts", "t", t.length, tOffset, n);
        Checks.range("classCounts", "m", m.length, mOffset, n);
        Checks.size("classCounts", "classes", classes);
        Checks.range("classCounts", "counts", counts.length, 0, 3L * classes);
        Arrays.fill(counts, 0, 3 * classes, 0);
        for (int i = 0; i < n; i++) {
            if (m[mOffset + i] == 1f) {
                int predicted = prediction[predictionOffset + i];
                float target = t[tOffset + i];
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

    private static void check(String kernel, int n, float[] p, int pOffset, float[] a, int aOffset, float[] b, int bOffset) {
        Checks.range(kernel, "p", p.length, pOffset, n);
        boolean cells = kernel.contains("Cell");
        Checks.range(kernel, cells ? "a" : "t", a.length, aOffset, n);
        Checks.range(kernel, cells ? "b" : "m", b.length, bOffset, n);
    }
}
