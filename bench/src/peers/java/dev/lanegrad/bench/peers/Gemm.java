package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.report.Implementation;

/** One product by another library, on one thread; of the libraries, only the one that is asked for is loaded. */
interface Gemm extends AutoCloseable {

    /** Computes C. */
    void run();

    /** C, row by row. */
    double[] result();

    /** Frees what is outside of the heap. */
    @Override
    default void close() {
    }

    /** The product of {@code input} by a library. */
    static Gemm of(Implementation library, GemmInput input) {
        return switch (library) {
            case OPEN_BLAS -> new OpenBlasGemm(input);
            case TORCH -> new TorchGemm(input);
            case MKL -> new MklGemm(input);
            case ND4J -> new Nd4jGemm(input);
            case NETLIB -> new NetlibGemm(input);
            case RAPAIO -> new RapaioGemm(input);
            case EJML -> new EjmlGemm(input);
            case OJ_ALGO -> new OjAlgoGemm(input);
            default -> throw new IllegalArgumentException("gemm: no product by " + library.label());
        };
    }
}
