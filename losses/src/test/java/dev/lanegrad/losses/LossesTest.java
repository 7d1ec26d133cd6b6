package dev.lanegrad.losses;

import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCaseTests;
import java.util.List;
import java.util.stream.Stream;

/** Every loss, by the registry that tests operations. */
class LossesTest extends OpCaseTests {

    @Override
    protected List<OpCase> cases() {
        return Stream.of(CenterLossCases.all(), CrossEntropyCases.all(), SegmentationCases.all(), SequenceLossCases.all(),
                BinarizationLossCases.all(), PlainLossCases.all()).flatMap(List::stream).toList();
    }
}
