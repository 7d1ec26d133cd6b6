package dev.lanegrad.losses.golden;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.golden.GoldenCase.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs cases through a registry of adapters and says what differs. */
final class GoldenRunner {

    private final Map<String, Adapter> adapters;

    GoldenRunner(Map<String, Adapter> adapters) {
        this.adapters = adapters;
    }

    /** All that differs from what the case wants; empty if it passes. */
    List<String> run(GoldenCase golden, Backend backend) {
        List<String> differences = new ArrayList<>();
        for (String variant : golden.variants()) {
            Outcome outcome = outcome(golden, variant, backend);
            if (variant.equals(GoldenCase.DEFAULT_VARIANT)) {
                compare("output", golden.outputs(), outcome.outputs(), differences);
            }
            compare(("gradient " + variant).strip(), golden.gradients(variant), outcome.gradients(), differences);
        }
        return differences;
    }

    /**
     * The arrays that a run gave.
     *
     * @param replayed the outputs that are tensors, after a replay
     */
    record Outcome(Map<String, Result> outputs, Map<String, Result> replayed, Map<String, Result> gradients) {
    }

    Outcome outcome(GoldenCase golden, String variant, Backend backend) {
        return switch (golden.precision()) {
            case FLOAT32 -> outcome(golden, variant, Kernels.floats(backend));
            case FLOAT64 -> outcome(golden, variant, Kernels.doubles(backend));
        };
    }

    private <A> Outcome outcome(GoldenCase golden, String variant, Kernels<A> kernels) {
        Adapter adapter = adapters.get(golden.operation());
        if (adapter == null) {
            throw new IllegalArgumentException(golden.name() + ": unknown operation " + golden.operation());
        }
        Call<A> call = new Call<>(golden, variant, kernels);
        try {
            adapter.run(call);
            Map<String, Result> outputs = call.results();
            Map<String, Result> gradients = call.gradients();
            call.tape().replay();
            return new Outcome(outputs, call.currentTensors(), gradients);
        } catch (RuntimeException e) {
            throw new IllegalStateException(golden.name() + ": " + e.getMessage(), e);
        }
    }

    private static void compare(String what, List<Expected> wanted, Map<String, Result> got, List<String> differences) {
        for (Expected want : wanted) {
            Result result = got.get(want.name());
            if (result == null) {
                differences.add(what + " " + want.name() + " is missing");
            } else {
                Comparison.difference(want, result).ifPresent(d -> differences.add(what + " " + want.name() + " " + d));
            }
        }
    }
}
