package dev.lanegrad.bench.peers.openblas;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by OpenBLAS. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new OpenBlasGemm(input);
    }

    /** {@code cblas_sgemm} and {@code cblas_dgemm} of OpenBLAS. */
    @Benchmark
    public void gemmOpenBlas() {
        product.run();
    }
}
