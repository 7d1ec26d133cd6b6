package dev.lanegrad.bench.peers.ejml;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by EJML. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new EjmlGemm(input);
    }

    /** {@code mult} of EJML. */
    @Benchmark
    public void gemmEjml() {
        product.run();
    }
}
