package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;
import dev.lanegrad.bench.peers.TrainingStepPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** The training step by libtorch. */
public class TrainingStepPeers extends TrainingStepPeer {

    @Override
    protected Training training(TrainingData data) {
        return new TorchTraining(data);
    }

    /**
     * A step.
     *
     * @return the loss before it
     */
    @Benchmark
    public double stepTorch() {
        return training.run();
    }
}
