package dev.lanegrad.bench.peers.ojalgo;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by ojAlgo. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new OjAlgoGemm(input);
    }

    /** {@code fillByMultiplying} of ojAlgo. */
    @Benchmark
    public void gemmOjAlgo() {
        product.run();
    }
}
