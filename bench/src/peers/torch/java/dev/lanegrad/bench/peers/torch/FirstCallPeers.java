package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.PseBatch;
import dev.lanegrad.bench.peers.FirstCallPeer;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;

/** First calls of libtorch. */
public class FirstCallPeers extends FirstCallPeer {

    @Override
    protected Call call(String task) {
        return switch (task) {
            case "gemm" -> product(new GemmPeers());
            case "pse" -> pse();
            case "center" -> center();
            default -> training(new TrainingStepPeers());
        };
    }

    private static Call pse() {
        PseBatch pages = new PseBatch(4);
        return Call.of(new TorchPse(pages)::literal,
                () -> new PseBatch.Step(Kernels.floats(), pages, "floats", Workers.single()).run(), 1e-5);
    }

    private static Call center() {
        CenterLossPeers library = new CenterLossPeers();
        library.type = "float";
        library.classes = 6625;
        CenterLossBenchmark own = library.draw();
        return Call.of(library::gatheredTorch, () -> {
            own.record();
            return own.gathered();
        }, 1e-5);
    }

    /** A product of matrices. */
    @Benchmark
    public void gemmTorch() {
        call.run();
    }

    /** PSELoss. */
    @Benchmark
    public void pseTorch() {
        call.run();
    }

    /** The centre loss. */
    @Benchmark
    public void centerTorch() {
        call.run();
    }

    /** A training step. */
    @Benchmark
    public void trainingTorch() {
        call.run();
    }
}
