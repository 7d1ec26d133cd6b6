package dev.lanegrad.bench.peers.rapaio;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;
import dev.lanegrad.bench.peers.TrainingStepPeer;
import org.openjdk.jmh.annotations.Benchmark;

/** The training step by rapaio. */
public class TrainingStepPeers extends TrainingStepPeer {

    @Override
    protected Training training(TrainingData data) {
        return new RapaioTraining(data);
    }

    /**
     * A step.
     *
     * @return the loss before it
     */
    @Benchmark
    public double stepRapaio() {
        return training.run();
    }
}
