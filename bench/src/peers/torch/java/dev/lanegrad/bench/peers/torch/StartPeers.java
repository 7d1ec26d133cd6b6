package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.peers.StartPeer;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;

/** The first loss of a program with libtorch. */
public class StartPeers extends StartPeer {

    /**
     * From the start of Java.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLossTorch() throws IOException {
        firstLoss(FirstLoss.class, "--enable-native-access=ALL-UNNAMED");
    }
}
