// Derived from FloatTiles.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

/**
 * Slices along an axis that is not the last one, brought together: an array {@code [outer, n, inner]} is cut into
 * tiles of some neighbouring slices, and each tile is copied so that a slice becomes a row.
 */
final class DoubleTiles {

    /** The slices of a tile: as many as a cache line has elements, unless they are long. */
    private static final int SLICES = 16;

    /** The elements of a tile beyond which it has fewer slices. */
    private static final int ELEMENTS = 1 << 16;

    private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[0]);

    private DoubleTiles() {
    }

    /** The number of slices in a tile. */
    static int width(int n, int inner) {
        return Math.min(inner, Math.clamp(ELEMENTS / Math.max(n, 1), 1, SLICES));
    }

    /** This thread's scratch array, of at least that length and of any content. */
    static double[] scratch(long length) {
        double[] scratch = SCRATCH.get();
        if (scratch.length < length) {
            scratch = new double[Math.toIntExact(length)];
            SCRATCH.set(scratch);
        }
        return scratch;
    }

    /** Copies {@code slices} slices, the first of which begins at {@code x[from]}, to rows that begin at {@code rows[to]}. */
    static void gather(int n, int inner, int slices, double[] x, int from, double[] rows, int to) {
        for (int j = 0; j < n; j++) {
            for (int s = 0; s < slices; s++) {
                rows[to + s * n + j] = x[from + j * inner + s];
            }
        }
    }

    /** Copies rows back to slices: the inverse of {@link #gather}. */
    static void scatter(int n, int inner, int slices, double[] rows, int from, double[] x, int to) {
        for (int j = 0; j < n; j++) {
            for (int s = 0; s < slices; s++) {
                x[to + j * inner + s] = rows[from + s * n + j];
            }
        }
    }
}
