package dev.lanegrad.bench.peers.openblas;

import dev.lanegrad.bench.peers.FirstCallPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** First calls of OpenBLAS. */
public class FirstCallPeers extends FirstCallPeer {

    @Override
    protected Call call(String task) {
        return product(new GemmPeers());
    }

    /** A product of matrices. */
    @Benchmark
    public void gemmOpenBlas() {
        call.run();
    }
}
