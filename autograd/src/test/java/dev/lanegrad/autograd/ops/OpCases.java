package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;
import java.util.stream.Stream;

/** The registry of operations. */
public final class OpCases {

    private OpCases() {
    }

    @SuppressWarnings("exports") // tests in other modules use it on the class path
    public static List<OpCase> all() {
        return Stream.of(ArithmeticCases.all(), ElementaryCases.all(), LinearAlgebraCases.all(), IndexedCases.all(),
                        ProbabilitiesCases.all())
                .flatMap(List::stream).toList();
    }
}
