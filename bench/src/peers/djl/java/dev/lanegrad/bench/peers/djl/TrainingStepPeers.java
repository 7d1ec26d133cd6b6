package dev.lanegrad.bench.peers.djl;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;
import dev.lanegrad.bench.peers.TrainingStepPeer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** The training step by DJL. */
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
    "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1"})
public class TrainingStepPeers extends TrainingStepPeer {

    @Override
    protected Training training(TrainingData data) {
        return new DjlTraining(data);
    }

    /**
     * A step.
     *
     * @return the loss before it
     */
    @Benchmark
    public double stepDjl() {
        return training.run();
    }
}
