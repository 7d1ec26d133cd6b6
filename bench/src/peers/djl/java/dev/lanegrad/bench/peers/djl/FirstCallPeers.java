package dev.lanegrad.bench.peers.djl;

import dev.lanegrad.bench.peers.FirstCallPeer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** First calls of DJL. */
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
    "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1"})
public class FirstCallPeers extends FirstCallPeer {

    @Override
    protected Call call(String task) {
        return training(new TrainingStepPeers());
    }

    /** A training step. */
    @Benchmark
    public void trainingDjl() {
        call.run();
    }
}
