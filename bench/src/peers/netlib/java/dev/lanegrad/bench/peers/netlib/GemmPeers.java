package dev.lanegrad.bench.peers.netlib;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by netlib. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new NetlibGemm(input);
    }

    /** netlib's implementation of BLAS with the Vector API. */
    @Benchmark
    public void gemmNetlib() {
        product.run();
    }
}
