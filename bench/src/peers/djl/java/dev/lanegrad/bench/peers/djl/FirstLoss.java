package dev.lanegrad.bench.peers.djl;

import dev.lanegrad.bench.TrainingData;

/** A program that runs one training step with DJL and prints its loss: what {@link StartPeers} starts. */
public final class FirstLoss {

    private FirstLoss() {
    }

    /**
     * Runs the program.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(new DjlTraining(new TrainingData(32)).run());
    }
}
