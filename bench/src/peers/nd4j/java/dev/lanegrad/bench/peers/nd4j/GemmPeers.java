package dev.lanegrad.bench.peers.nd4j;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by ND4J. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new Nd4jGemm(input);
    }

    /** {@code gemm} of ND4J. */
    @Benchmark
    public void gemmNd4j() {
        product.run();
    }
}
