package dev.lanegrad.bench.peers.rapaio;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by rapaio. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new RapaioGemm(input);
    }

    /** {@code mm} of rapaio. */
    @Benchmark
    public void gemmRapaio() {
        product.run();
    }
}
