package dev.lanegrad.bench.peers;

/** The training step of {@link dev.lanegrad.bench.TrainingStepBenchmark} by another library. */
@FunctionalInterface
public interface Training {

    /**
     * A step.
     *
     * @return the loss before it
     */
    double run();
}
