package dev.lanegrad.bench.peers;

/** One product of matrices by another library, on one thread. */
public interface Gemm extends AutoCloseable {

    /** Computes C. */
    void run();

    /**
     * What {@link #run} left.
     *
     * @return C, row by row
     */
    double[] result();

    /** Frees what is outside of the heap. */
    @Override
    default void close() {
    }
}
