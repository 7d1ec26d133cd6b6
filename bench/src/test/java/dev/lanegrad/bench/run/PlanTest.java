package dev.lanegrad.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Goal;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Catalog ALL = Catalog.ofClassPath();

    private static final List<Entry> MEASURABLE = Plan.measurable(ALL, costs());

    private static Costs costs() {
        return new Costs(ALL.entries(), Settings.SHORT);
    }

    @Test
    void everythingIsRepeatedIfThereIsTime() {
        assertEquals(new Plan(MEASURABLE, List.of(), List.of()), Plan.within(ALL, 1e6, costs()));
    }

    @Test
    void onlyLoopsAndSlowLibrariesAreTooSlow() {
        List<Entry> slow = ALL.entries().stream().filter(each -> !MEASURABLE.contains(each)).toList();
        assertTrue(!slow.isEmpty() && slow.size() <= 10, () -> slow.stream().map(Entry::name).toList().toString());
        assertTrue(slow.stream().allMatch(each -> each.params().get("shape").equals("2048x2048x2048")));
    }

    @Test
    void nothingIsForgottenAndTheTimeIsKept() {
        for (double seconds : new double[] {60, 300, 1200}) {
            Costs costs = costs();
            Plan plan = Plan.within(ALL, seconds, costs);
            assertTrue(costs.rounds(plan.repeated(), Plan.ROUNDS) + costs.rounds(plan.single(), 1) <= seconds + 1e-6);
            Set<Entry> all = new HashSet<>(plan.repeated());
            all.addAll(plan.single());
            all.addAll(plan.dropped());
            assertEquals(new HashSet<>(MEASURABLE), all);
        }
    }

    @Test
    void aShortPlanHasEveryGoal() {
        Plan plan = Plan.within(ALL, 1200, costs());
        for (Goal goal : Goal.ALL) {
            assertTrue(plan.repeated().stream().anyMatch(each -> goal.isOwn(each.task(), each.params())), goal::toString);
        }
        assertTrue(plan.repeated().stream().anyMatch(each -> each.task().family().equals("FmaLimit")));
    }

    @Test
    void whatGoesOverLargeArraysHasLongTurns() {
        Costs costs = costs();
        for (Entry each : ALL.entries()) {
            boolean expected = switch (each.task().family()) {
                case "PseLoss", "DbLoss", "Rowwise" -> true;
                case "Gemm", "TrainingStep", "Selection" -> false;
                default -> costs.isLarge(each);
            };
            assertEquals(expected, costs.isLarge(each), each::name);
        }
        assertEquals(20, Settings.SHORT.turn(0.005, true));
        assertEquals(4, Settings.SHORT.turn(0.12, true));
        assertEquals(8, Settings.SHORT.iterations(0.12, true));
        assertEquals(40, Settings.SHORT.iterations(0.005, true));
        assertEquals(12, Settings.SHORT.iterations(0.005, false));
        assertEquals(1, Settings.ONCE.iterations(0.005, true));
    }

    @Test
    void noOtherLibraryMeetsMkl() {
        List<Entry> products = Stream.of(Implementation.OWN, Implementation.OPEN_BLAS, Implementation.MKL, Implementation.TORCH)
                .map(PlanTest::product).toList();
        List<List<List<Entry>>> together = Processes.together(products, costs());
        assertEquals(Set.of(3, 1), together.stream().map(sets -> sets.getFirst().size()).collect(Collectors.toSet()));
        assertTrue(together.contains(List.of(List.of(products.get(2)))));
    }

    private static Entry product(Implementation implementation) {
        return new Entry("GemmBenchmark.gemm" + implementation.suffix(), new Task("Gemm", "gemm", implementation), Map.of("shape", "8x8x8"),
                List.of(), false);
    }

    @Test
    void theFullRunHasEverythingWithinItsTime() {
        Plan plan = Plan.within(ALL, 64 * 60, new Costs(ALL.entries(), Settings.LONG));
        assertEquals(List.of(), plan.dropped().stream().map(Entry::name).toList());
        for (Goal goal : Goal.ALL) {
            assertTrue(ALL.entries().stream().filter(each -> goal.isOwn(each.task(), each.params())).allMatch(plan.repeated()::contains));
        }
    }

    @Test
    void whatIsMeasuredOnceHasThisLibraryBesideIt() {
        Plan plan = Plan.within(ALL, costs().rounds(MEASURABLE, Plan.ROUNDS) * 0.9, costs());
        assertFalse(plan.single().isEmpty());
        for (Entry each : plan.single()) {
            boolean own = ALL.entries().stream().noneMatch(one -> one.group().equals(each.group()) && one.task().implementation() == Implementation.OWN)
                    || plan.single().stream().anyMatch(one -> one.group().equals(each.group()) && one.task().implementation() == Implementation.OWN);
            assertTrue(own, each::name);
        }
    }

    @Test
    void whatTookLongerThanExpectedIsLeftOutLater() {
        Costs costs = costs();
        Plan plan = Plan.within(ALL, 1200, costs);
        plan.repeated().forEach(each -> costs.learn(each, 3 * costs.once(each)));
        costs.adapt();
        Plan second = plan.within(ALL, 800, Plan.ROUNDS - 1, costs);
        assertTrue(second.repeated().size() < plan.repeated().size() && !second.repeated().isEmpty());
        assertTrue(plan.repeated().containsAll(second.repeated()));
        assertTrue(second.repeated().stream().mapToDouble(each -> costs.further(each, Plan.ROUNDS - 1)).sum()
                + costs.rounds(second.single(), 1) <= 800 + 1e-6);
    }

    @Test
    void timeThatIsLeftIsForWhatWasDropped() {
        Costs costs = costs();
        Plan plan = Plan.within(ALL, 300, costs);
        List<Entry> more = plan.more(ALL, 100, costs);
        assertFalse(more.isEmpty());
        assertTrue(costs.rounds(more, 1) <= 100 + 1e-6);
        assertTrue(more.stream().allMatch(each -> plan.dropped().contains(each) || each.task().implementation() == Implementation.OWN));
        Plan whole = plan.with(more);
        assertTrue(more.stream().noneMatch(whole.dropped()::contains));
        assertEquals(MEASURABLE.size(), whole.repeated().size() + whole.single().size() + whole.dropped().size());
        assertEquals(List.of(), plan.more(ALL, 0, costs));
    }
}
