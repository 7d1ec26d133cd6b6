package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCaseTests;
import java.util.List;
import java.util.stream.Stream;

/** Every operation of this module, by one registry. */
class OpsTest extends OpCaseTests {

    @Override
    protected List<OpCase> cases() {
        return Stream.of(ArithmeticCases.all(), ElementaryCases.all(), LinearAlgebraCases.all(), IndexedCases.all(),
                        ProbabilitiesCases.all())
                .flatMap(List::stream).toList();
    }
}
