package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.GemmPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** Products by libtorch. */
public class GemmPeers extends GemmPeer {

    @Override
    public Gemm product(GemmInput input) {
        return new TorchGemm(input);
    }

    /** {@code mm} of libtorch into a given tensor. */
    @Benchmark
    public void gemmTorch() {
        product.run();
    }
}
