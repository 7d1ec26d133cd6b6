package dev.lanegrad.bench.report;

import dev.lanegrad.bench.report.Measurement.Environment;
import java.util.List;
import java.util.stream.Collectors;

/** Goals in the words and numbers of the pages. */
final class GoalText {

    private GoalText() {
    }

    /** The goals of which a run has anything, in the order of their file. */
    static List<View.Aim> of(Report report) {
        return report.goals().stream().map(GoalText::aim).toList();
    }

    private static View.Aim aim(GoalResult result) {
        Goal goal = result.goal();
        String style = switch (result.verdict()) {
            case REACHED -> "faster";
            case NEAR -> "even";
            case MISSED -> "slower";
        };
        return new View.Aim(goal.work(), other(goal), wanted(goal), value(goal, result), interval(goal, result),
                result.sizes() == 1 ? "1 size" : result.sizes() + " sizes", result.verdict().label(), style);
    }

    private static String other(Goal goal) {
        if (goal.bytes() != null) {
            return "the Java heap";
        }
        if (goal.share() != null) {
            return "the limit of the machine";
        }
        if (goal.others().isEmpty()) {
            return "the clock";
        }
        String names = goal.others().stream().map(each -> Implementation.ofMethod(each.replaceFirst(".*\\.", ""))).map(each -> each.label()
                + (each != Implementation.OWN ? "" : goal.as().isEmpty() ? ", 1 thread" : ", " + String.join(" ", goal.as().values())))
                .collect(Collectors.joining(" and "));
        if (goal.others().size() > 1) {
            names = "the faster of " + names;
        }
        boolean bytes = goal.own().endsWith(".bytes") && goal.others().getFirst().endsWith(".step");
        return (bytes ? "Lanegrad, float labels" : names) + (goal.allocator() == null ? ""
                : goal.allocator() == Environment.PLAIN ? ", as it comes" : ", tuned allocator");
    }

    private static String wanted(Goal goal) {
        if (goal.bytes() != null) {
            return "at most " + Figures.bytes(goal.bytes());
        }
        if (goal.seconds() != null) {
            return "at most " + Figures.time(goal.seconds());
        }
        if (goal.share() != null) {
            return "at least " + Figures.percent(goal.share());
        }
        if (goal.atMost() != null) {
            return "at most " + Spread.number(goal.atMost()) + " times its time";
        }
        boolean everywhere = goal.each() != null && goal.each().equals(goal.atLeast());
        return Spread.number(goal.atLeast()) + "\u00d7" + (everywhere ? " everywhere"
                : goal.each() == null ? "" : ", nowhere below " + Spread.number(goal.each()));
    }

    private static String value(Goal goal, GoalResult result) {
        Spread value = result.value();
        if (goal.bytes() != null) {
            return Figures.bytes(value.median());
        }
        if (goal.seconds() != null) {
            return Figures.time(value.median());
        }
        if (goal.share() != null) {
            return Figures.percent(value.median());
        }
        if (goal.atMost() != null) {
            return Spread.number(1 / value.median()) + " times";
        }
        return value.factor() + (goal.each() == null ? "" : ", least " + Spread.number(result.worst()));
    }

    private static String interval(Goal goal, GoalResult result) {
        Spread value = result.value();
        if (goal.bytes() != null) {
            return Figures.bytes(value.low()) + " to " + Figures.bytes(value.high());
        }
        if (goal.seconds() != null) {
            return Figures.time(value.low()) + " to " + Figures.time(value.high());
        }
        if (goal.share() != null) {
            return Figures.percent(value.low()) + " to " + Figures.percent(value.high());
        }
        return goal.atMost() != null ? Spread.number(1 / value.high()) + " to " + Spread.number(1 / value.low()) : value.interval();
    }
}
