package dev.lanegrad.bench.peers.mkl;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by MKL. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new MklGemm(input);
    }

    /** {@code cblas_sgemm} and {@code cblas_dgemm} of MKL. */
    @Benchmark
    public void gemmMkl() {
        product.run();
    }
}
