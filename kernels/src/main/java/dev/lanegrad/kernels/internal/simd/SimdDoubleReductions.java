// Derived from SimdFloatReductions.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.BY_2;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.BY_4;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.BY_8;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTERS;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleReductions;
import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Reductions in registers. The partial sums fill {@link DoubleLanes#REGISTERS} registers, a constant for the compiler,
 * so the branches on it vanish. Four of them are filled in one pass; where there are eight, a second pass goes over the
 * block, which is in the first cache by then. The registers {@code a0} to {@code a3} hold the partial sums of a group, {@code s0} to
 * {@code s3} those of the block. In the last, incomplete step the lanes past the end load zeros, which leave
 * a partial sum as it is: by masks where two registers do, else from a copy, because more masked loads are more code than C1 compiles.
 * The last two lanes are added outside: a rotation of two lanes is no instruction and makes objects.
 *
 * <p>The methods call the Vector API alone, so each of them adds up its registers itself: the compiler always inlines
 * the Vector API, but a helper only as long as the caller is small and has reached it often, and the registers that
 * pass through a helper left alone become objects. They must not grow either: C1, which inlines all of the Vector API, runs out of virtual
 * registers in a longer method, and what C1 refuses may stay interpreted.
 */
final class SimdDoubleReductions extends DoubleReductions {

    private static final int PARTIALS = DoubleSums.PARTIALS;

    /** The number of partial sums that one pass over a block fills. */
    private static final int PASS = Math.min(REGISTERS, 4) * LANES;

    /**
     * The bits of an index that are all set in the last row of a group. The loops ask for them in each row: an inner loop over eight rows
     * takes up to half as long again, because the compiler unrolls it with a beginning and an end of its own.
     */
    private static final int LAST_ROW = DoubleSums.GROUP - PARTIALS;

    @Override
    protected double blockSum(int n, double[] x, int xOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector t0 = zero;
        DoubleVector t1 = zero;
        DoubleVector t2 = zero;
        DoubleVector t3 = zero;
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PASS) {
            DoubleVector s0 = zero;
            DoubleVector s1 = zero;
            DoubleVector s2 = zero;
            DoubleVector s3 = zero;
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                int p = xOffset + i;
                a0 = REGISTER.cast(a0).add(fromArray(SPECIES, x, p));
                a1 = REGISTER.cast(a1).add(fromArray(SPECIES, x, p + LANES));
                if (REGISTERS > 2) {
                    a2 = REGISTER.cast(a2).add(fromArray(SPECIES, x, p + 2 * LANES));
                    a3 = REGISTER.cast(a3).add(fromArray(SPECIES, x, p + 3 * LANES));
                }
                if ((i & LAST_ROW) == LAST_ROW || i + PARTIALS >= whole) {
                    s0 = REGISTER.cast(s0).add(a0);
                    s1 = REGISTER.cast(s1).add(a1);
                    if (REGISTERS > 2) {
                        s2 = REGISTER.cast(s2).add(a2);
                        s3 = REGISTER.cast(s3).add(a3);
                    }
                    a0 = zero;
                    a1 = zero;
                    a2 = zero;
                    a3 = zero;
                }
            }
            if (REGISTERS == 2 && whole < n) {
                int i = whole + r;
                int p = xOffset + i;
                s0 = REGISTER.cast(s0).add(fromArray(SPECIES, x, p, SPECIES.indexInRange(i, n)));
                s1 = REGISTER.cast(s1).add(fromArray(SPECIES, x, p + LANES, SPECIES.indexInRange(i + LANES, n)));
            } else if (whole < n) {
                double[] xRow = DoubleSums.lastRow(n - whole, x, xOffset + whole);
                s0 = REGISTER.cast(s0).add(fromArray(SPECIES, xRow, r));
                s1 = REGISTER.cast(s1).add(fromArray(SPECIES, xRow, r + LANES));
                s2 = REGISTER.cast(s2).add(fromArray(SPECIES, xRow, r + 2 * LANES));
                s3 = REGISTER.cast(s3).add(fromArray(SPECIES, xRow, r + 3 * LANES));
            }
            t0 = REGISTERS > 4 ? REGISTER.cast(t0).add(s0) : s0;
            t1 = REGISTERS > 4 ? REGISTER.cast(t1).add(s1) : s1;
            t2 = REGISTERS > 4 ? REGISTER.cast(t2).add(s2) : s2;
            t3 = REGISTERS > 4 ? REGISTER.cast(t3).add(s3) : s3;
        }
        if (REGISTERS > 2) {
            t0 = REGISTER.cast(t0).add(t2);
            t1 = REGISTER.cast(t1).add(t3);
        }
        t0 = REGISTER.cast(t0).add(t1);
        if (LANES > 8) {
            t0 = t0.add(t0.rearrange(BY_8));
        }
        if (LANES > 4) {
            t0 = t0.add(t0.rearrange(BY_4));
        }
        if (LANES > 2) {
            t0 = t0.add(t0.rearrange(BY_2));
        }
        return t0.lane(0) + t0.lane(1);
    }

    @Override
    protected double blockDot(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector t0 = zero;
        DoubleVector t1 = zero;
        DoubleVector t2 = zero;
        DoubleVector t3 = zero;
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PASS) {
            DoubleVector s0 = zero;
            DoubleVector s1 = zero;
            DoubleVector s2 = zero;
            DoubleVector s3 = zero;
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                int p = xOffset + i;
                int q = yOffset + i;
                a0 = REGISTER.cast(fromArray(SPECIES, x, p)).fma(fromArray(SPECIES, y, q), a0);
                a1 = REGISTER.cast(fromArray(SPECIES, x, p + LANES)).fma(fromArray(SPECIES, y, q + LANES), a1);
                if (REGISTERS > 2) {
                    a2 = REGISTER.cast(fromArray(SPECIES, x, p + 2 * LANES)).fma(fromArray(SPECIES, y, q + 2 * LANES), a2);
                    a3 = REGISTER.cast(fromArray(SPECIES, x, p + 3 * LANES)).fma(fromArray(SPECIES, y, q + 3 * LANES), a3);
                }
                if ((i & LAST_ROW) == LAST_ROW || i + PARTIALS >= whole) {
                    s0 = REGISTER.cast(s0).add(a0);
                    s1 = REGISTER.cast(s1).add(a1);
                    if (REGISTERS > 2) {
                        s2 = REGISTER.cast(s2).add(a2);
                        s3 = REGISTER.cast(s3).add(a3);
                    }
                    a0 = zero;
                    a1 = zero;
                    a2 = zero;
                    a3 = zero;
                }
            }
            if (REGISTERS == 2 && whole < n) {
                int i = whole + r;
                int p = xOffset + i;
                int q = yOffset + i;
                VectorMask<Double> m0 = SPECIES.indexInRange(i, n);
                s0 = REGISTER.cast(fromArray(SPECIES, x, p, m0)).fma(fromArray(SPECIES, y, q, m0), s0);
                VectorMask<Double> m1 = SPECIES.indexInRange(i + LANES, n);
                s1 = REGISTER.cast(fromArray(SPECIES, x, p + LANES, m1)).fma(fromArray(SPECIES, y, q + LANES, m1), s1);
            } else if (whole < n) {
                double[] xRow = DoubleSums.lastRow(n - whole, x, xOffset + whole);
                double[] yRow = DoubleSums.lastRowOfSecond(n - whole, y, yOffset + whole);
                s0 = REGISTER.cast(fromArray(SPECIES, xRow, r)).fma(fromArray(SPECIES, yRow, r), s0);
                s1 = REGISTER.cast(fromArray(SPECIES, xRow, r + LANES)).fma(fromArray(SPECIES, yRow, r + LANES), s1);
                s2 = REGISTER.cast(fromArray(SPECIES, xRow, r + 2 * LANES)).fma(fromArray(SPECIES, yRow, r + 2 * LANES), s2);
                s3 = REGISTER.cast(fromArray(SPECIES, xRow, r + 3 * LANES)).fma(fromArray(SPECIES, yRow, r + 3 * LANES), s3);
            }
            t0 = REGISTERS > 4 ? REGISTER.cast(t0).add(s0) : s0;
            t1 = REGISTERS > 4 ? REGISTER.cast(t1).add(s1) : s1;
            t2 = REGISTERS > 4 ? REGISTER.cast(t2).add(s2) : s2;
            t3 = REGISTERS > 4 ? REGISTER.cast(t3).add(s3) : s3;
        }
        if (REGISTERS > 2) {
            t0 = REGISTER.cast(t0).add(t2);
            t1 = REGISTER.cast(t1).add(t3);
        }
        t0 = REGISTER.cast(t0).add(t1);
        if (LANES > 8) {
            t0 = t0.add(t0.rearrange(BY_8));
        }
        if (LANES > 4) {
            t0 = t0.add(t0.rearrange(BY_4));
        }
        if (LANES > 2) {
            t0 = t0.add(t0.rearrange(BY_2));
        }
        return t0.lane(0) + t0.lane(1);
    }

    @Override
    protected double blockSquaredDistance(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector t0 = zero;
        DoubleVector t1 = zero;
        DoubleVector t2 = zero;
        DoubleVector t3 = zero;
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PASS) {
            DoubleVector s0 = zero;
            DoubleVector s1 = zero;
            DoubleVector s2 = zero;
            DoubleVector s3 = zero;
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                int p = xOffset + i;
                int q = yOffset + i;
                DoubleVector d0 = REGISTER.cast(fromArray(SPECIES, x, p)).sub(fromArray(SPECIES, y, q));
                a0 = d0.fma(d0, a0);
                DoubleVector d1 = REGISTER.cast(fromArray(SPECIES, x, p + LANES)).sub(fromArray(SPECIES, y, q + LANES));
                a1 = d1.fma(d1, a1);
                if (REGISTERS > 2) {
                    DoubleVector d2 = REGISTER.cast(fromArray(SPECIES, x, p + 2 * LANES)).sub(fromArray(SPECIES, y, q + 2 * LANES));
                    a2 = d2.fma(d2, a2);
                    DoubleVector d3 = REGISTER.cast(fromArray(SPECIES, x, p + 3 * LANES)).sub(fromArray(SPECIES, y, q + 3 * LANES));
                    a3 = d3.fma(d3, a3);
                }
                if ((i & LAST_ROW) == LAST_ROW || i + PARTIALS >= whole) {
                    s0 = REGISTER.cast(s0).add(a0);
                    s1 = REGISTER.cast(s1).add(a1);
                    if (REGISTERS > 2) {
                        s2 = REGISTER.cast(s2).add(a2);
                        s3 = REGISTER.cast(s3).add(a3);
                    }
                    a0 = zero;
                    a1 = zero;
                    a2 = zero;
                    a3 = zero;
                }
            }
            if (REGISTERS == 2 && whole < n) {
                int i = whole + r;
                int p = xOffset + i;
                int q = yOffset + i;
                VectorMask<Double> m0 = SPECIES.indexInRange(i, n);
                DoubleVector d0 = REGISTER.cast(fromArray(SPECIES, x, p, m0)).sub(fromArray(SPECIES, y, q, m0));
                s0 = d0.fma(d0, s0);
                VectorMask<Double> m1 = SPECIES.indexInRange(i + LANES, n);
                DoubleVector d1 = REGISTER.cast(fromArray(SPECIES, x, p + LANES, m1)).sub(fromArray(SPECIES, y, q + LANES, m1));
                s1 = d1.fma(d1, s1);
            } else if (whole < n) {
                double[] xRow = DoubleSums.lastRow(n - whole, x, xOffset + whole);
                double[] yRow = DoubleSums.lastRowOfSecond(n - whole, y, yOffset + whole);
                DoubleVector d0 = REGISTER.cast(fromArray(SPECIES, xRow, r)).sub(fromArray(SPECIES, yRow, r));
                s0 = d0.fma(d0, s0);
                DoubleVector d1 = REGISTER.cast(fromArray(SPECIES, xRow, r + LANES)).sub(fromArray(SPECIES, yRow, r + LANES));
                s1 = d1.fma(d1, s1);
                DoubleVector d2 = REGISTER.cast(fromArray(SPECIES, xRow, r + 2 * LANES)).sub(fromArray(SPECIES, yRow, r + 2 * LANES));
                s2 = d2.fma(d2, s2);
                DoubleVector d3 = REGISTER.cast(fromArray(SPECIES, xRow, r + 3 * LANES)).sub(fromArray(SPECIES, yRow, r + 3 * LANES));
                s3 = d3.fma(d3, s3);
            }
            t0 = REGISTERS > 4 ? REGISTER.cast(t0).add(s0) : s0;
            t1 = REGISTERS > 4 ? REGISTER.cast(t1).add(s1) : s1;
            t2 = REGISTERS > 4 ? REGISTER.cast(t2).add(s2) : s2;
            t3 = REGISTERS > 4 ? REGISTER.cast(t3).add(s3) : s3;
        }
        if (REGISTERS > 2) {
            t0 = REGISTER.cast(t0).add(t2);
            t1 = REGISTER.cast(t1).add(t3);
        }
        t0 = REGISTER.cast(t0).add(t1);
        if (LANES > 8) {
            t0 = t0.add(t0.rearrange(BY_8));
        }
        if (LANES > 4) {
            t0 = t0.add(t0.rearrange(BY_4));
        }
        if (LANES > 2) {
            t0 = t0.add(t0.rearrange(BY_2));
        }
        return t0.lane(0) + t0.lane(1);
    }

    /** Four registers of neighbouring distances at a time stay where they are until their last term. */
    @Override
    protected void rowToColumns(int n, int cols, double[] a, int aOffset, double[] b, int bOffset, int ldb, double[] y, int yOffset) {
        int j = 0;
        for (; j <= n - 4 * LANES; j += 4 * LANES) {
            DoubleVector y0 = DoubleVector.zero(SPECIES);
            DoubleVector y1 = y0;
            DoubleVector y2 = y0;
            DoubleVector y3 = y0;
            int p = bOffset + j;
            for (int l = 0; l < cols; l++, p += ldb) {
                DoubleVector x = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + l]));
                DoubleVector d0 = x.sub(fromArray(SPECIES, b, p));
                y0 = d0.fma(d0, y0);
                DoubleVector d1 = x.sub(fromArray(SPECIES, b, p + LANES));
                y1 = d1.fma(d1, y1);
                DoubleVector d2 = x.sub(fromArray(SPECIES, b, p + 2 * LANES));
                y2 = d2.fma(d2, y2);
                DoubleVector d3 = x.sub(fromArray(SPECIES, b, p + 3 * LANES));
                y3 = d3.fma(d3, y3);
            }
            REGISTER.cast(y0).intoArray(y, yOffset + j);
            REGISTER.cast(y1).intoArray(y, yOffset + j + LANES);
            REGISTER.cast(y2).intoArray(y, yOffset + j + 2 * LANES);
            REGISTER.cast(y3).intoArray(y, yOffset + j + 3 * LANES);
        }
        super.rowToColumns(n - j, cols, a, aOffset, b, bOffset + j, ldb, y, yOffset + j);
    }

    @Override
    protected void addScaledDifference(int n, double weight, double[] a, int aOffset, double[] b, int bOffset,
                                       double[] da, int daOffset) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, weight);
        int l = 0;
        for (; l <= n - LANES; l += LANES) {
            DoubleVector difference = REGISTER.cast(fromArray(SPECIES, a, aOffset + l)).sub(fromArray(SPECIES, b, bOffset + l));
            difference.fma(factor, fromArray(SPECIES, da, daOffset + l)).intoArray(da, daOffset + l);
        }
        super.addScaledDifference(n - l, weight, a, aOffset + l, b, bOffset + l, da, daOffset + l);
    }
}
