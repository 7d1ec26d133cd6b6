package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.report.Implementation;

/** A program that runs one training step with the library that the property {@code peer} names, and prints its loss. */
public final class FirstLossPeer {

    private FirstLossPeer() {
    }

    /**
     * Runs the program.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(Training.of(Implementation.valueOf(System.getProperty("peer")), new TrainingData(32)).run());
    }
}
