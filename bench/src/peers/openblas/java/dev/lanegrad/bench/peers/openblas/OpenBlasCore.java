package dev.lanegrad.bench.peers.openblas;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** Loads OpenBLAS, which prints the processor core that it chose its kernels for if {@code OPENBLAS_VERBOSE=2} is set. */
public final class OpenBlasCore {

    private OpenBlasCore() {
    }

    /**
     * Loads the library.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Loader.load(openblas.class);
    }
}
