// Derived from SimdFloatMaskedTile.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** The tile of {@link SimdDoubleDirect} for C of one vector of columns or fewer. */
final class SimdDoubleMaskedTile {

    private SimdDoubleMaskedTile() {
    }

    /**
     * Tiles of eight rows and one vector, of which the first n lanes, those of the mask, are columns of C. Of B the first {@code inside} rows are
     * read where they lie, a vector each, whatever follows the n elements; {@code rest} holds the others, too near the end of their array for that.
     * A masked store across the end of the array makes an object: so a row of C that ends there moves to the last n lanes, those of {@code last}, and others
     * go by way of {@code edge}, eight vectors long.
     */
    static void eightByOne(VectorMask<Double> mask, VectorMask<Double> last, int m, int n, int k, double[] a, int aOffset, int lda,
            double[] b, int bOffset, int ldb, int inside, double[] rest, int restOffset, double[] c, int cOffset, int ldc, double[] edge) {
        for (int i = 0; i < m; i += 8) {
            int first = Math.min(i, m - 8);
            DoubleVector c0 = DoubleVector.zero(SPECIES);
            DoubleVector c1 = DoubleVector.zero(SPECIES);
            DoubleVector c2 = DoubleVector.zero(SPECIES);
            DoubleVector c3 = DoubleVector.zero(SPECIES);
            DoubleVector c4 = DoubleVector.zero(SPECIES);
            DoubleVector c5 = DoubleVector.zero(SPECIES);
            DoubleVector c6 = DoubleVector.zero(SPECIES);
            DoubleVector c7 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < inside; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            row = restOffset;
            for (int p = inside; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, rest, row);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            int end = c.length - LANES - to;
            if (6 * ldc <= end) {
                REGISTER.cast(c0).intoArray(c, to, mask);
                REGISTER.cast(c1).intoArray(c, to + ldc, mask);
                REGISTER.cast(c2).intoArray(c, to + 2 * ldc, mask);
                REGISTER.cast(c3).intoArray(c, to + 3 * ldc, mask);
                REGISTER.cast(c4).intoArray(c, to + 4 * ldc, mask);
                REGISTER.cast(c5).intoArray(c, to + 5 * ldc, mask);
                REGISTER.cast(c6).intoArray(c, to + 6 * ldc, mask);
                if (7 * ldc <= end) {
                    REGISTER.cast(c7).intoArray(c, to + 7 * ldc, mask);
                } else if (to + 7 * ldc + n == c.length) {
                    REGISTER.cast(REGISTER.cast(c7).expand(last)).intoArray(c, c.length - LANES, last);
                } else {
                    REGISTER.cast(c7).intoArray(edge, 0);
                    System.arraycopy(edge, 0, c, to + 7 * ldc, n);
                }
            } else {
                REGISTER.cast(c0).intoArray(edge, 0);
                REGISTER.cast(c1).intoArray(edge, LANES);
                REGISTER.cast(c2).intoArray(edge, 2 * LANES);
                REGISTER.cast(c3).intoArray(edge, 3 * LANES);
                REGISTER.cast(c4).intoArray(edge, 4 * LANES);
                REGISTER.cast(c5).intoArray(edge, 5 * LANES);
                REGISTER.cast(c6).intoArray(edge, 6 * LANES);
                REGISTER.cast(c7).intoArray(edge, 7 * LANES);
                for (int r = 0; r < 8; r++) {
                    System.arraycopy(edge, r * LANES, c, to + r * ldc, n);
                }
            }
        }
    }
}
