package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;

/** A program that runs one training step and prints its loss: what {@link StartBenchmark} starts. */
public final class FirstLoss {

    private FirstLoss() {
    }

    /**
     * Runs the program.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(new TrainingStep(Kernels.floats(), Workers.single(), new TrainingData(32)).run());
    }
}
