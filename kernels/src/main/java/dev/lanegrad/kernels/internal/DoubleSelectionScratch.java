// Derived from FloatSelectionScratch.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

/** What a thread keeps from one selection to the next, so that a warm call allocates nothing. */
@SuppressWarnings("cast")
final class DoubleSelectionScratch {

    private static final ThreadLocal<DoubleSelectionScratch> OF_THREAD = ThreadLocal.withInitial(DoubleSelectionScratch::new);

    final int[] histogram = new int[DoubleSelection.DIGITS];
    final Sample sample = new Sample();
    final Buffer even = new Buffer();
    final Buffer odd = new Buffer();

    private DoubleSelectionScratch() {
    }

    static DoubleSelectionScratch get() {
        return OF_THREAD.get();
    }

    /** A buffer that does not hold the elements. */
    Buffer other(double[] x) {
        return x == even.values ? odd : even;
    }

    /** Gathered elements and their weights. Gathering stores whole registers, so the arrays are longer by one. */
    static final class Buffer {
        private static final int REGISTER = 16;

        private double[] values = new double[0];
        private int[] weights = new int[0];

        double[] values(int n) {
            if (values.length < n + REGISTER) {
                values = new double[n + REGISTER];
            }
            return values;
        }

        int[] weights(int n) {
            if (weights.length < n + REGISTER) {
                weights = new int[n + REGISTER];
            }
            return weights;
        }
    }

    /** Elements from pseudo-random positions that depend on the number of elements alone. */
    static final class Sample {
        private static final int MOST = 2048;

        final double[] values = new double[MOST];
        final int[] weights = new int[MOST];
        final double[] gathered = new double[MOST + Buffer.REGISTER];
        final int[] gatheredWeights = new int[MOST + Buffer.REGISTER];
        int size;
        long weight;
        double squaredWeight;

        void take(int n, double[] x, int xOffset, int[] w, int wOffset) {
            size = n > 65_536 ? MOST : MOST / 4;
            weight = 0;
            squaredWeight = 0;
            long state = n;
            for (int i = 0; i < size; i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                int position = (int) ((state >>> 33) * n >>> 31);
                values[i] = x[xOffset + position];
                weights[i] = w == null ? 1 : w[wOffset + position];
                weight += weights[i];
                squaredWeight += (double) weights[i] * weights[i];
            }
        }
    }
}
