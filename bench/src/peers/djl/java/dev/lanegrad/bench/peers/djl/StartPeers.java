package dev.lanegrad.bench.peers.djl;

import dev.lanegrad.bench.peers.StartPeer;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;

/** The first loss of a program with DJL. */
public class StartPeers extends StartPeer {

    /**
     * From the start of Java.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLossDjl() throws IOException {
        firstLoss(FirstLoss.class, "--enable-native-access=ALL-UNNAMED", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
                "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1");
    }
}
