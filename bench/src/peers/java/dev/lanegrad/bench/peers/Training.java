package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.report.Implementation;

/** The training step of {@code TrainingStepBenchmark} by another library; only the one that is asked for is loaded. */
interface Training {

    /** A step; returns the loss before it. */
    double run();

    /** The step by a library. */
    static Training of(Implementation library, TrainingData data) {
        return switch (library) {
            case TORCH -> new TorchTraining(data);
            case DJL -> new DjlTraining(data);
            case RAPAIO -> new RapaioTraining(data);
            default -> throw new IllegalArgumentException("training step: none by " + library.label());
        };
    }
}
