package dev.lanegrad.losses;

import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.losses.metric.MetricLossCases;
import java.util.List;
import java.util.stream.Stream;

/** The registry of losses. */
public final class LossCases {

    private LossCases() {
    }

    @SuppressWarnings("exports") // tests in other modules use it on the class path
    public static List<OpCase> all() {
        return Stream.of(CenterLossCases.all(), CrossEntropyCases.all(), SegmentationCases.all(), SequenceLossCases.all(),
                BinarizationLossCases.all(), PlainLossCases.all(), MetricLossCases.all()).flatMap(List::stream).toList();
    }
}
