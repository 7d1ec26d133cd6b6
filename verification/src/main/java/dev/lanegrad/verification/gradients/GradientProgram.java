package dev.lanegrad.verification.gradients;

import dev.lanegrad.autograd.ops.OpCases;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.losses.LossCases;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the table of all operations and losses: how far their gradients are from differences, and floats from doubles. */
@Command(name = "gradients", mixinStandardHelpOptions = true,
        description = "Compares all gradients with central differences and prints a table.")
final class GradientProgram implements Callable<Integer> {

    @Option(names = "--shapes", description = "random shapes per seed and operation", defaultValue = "200")
    private int shapes;

    @Option(names = "--seeds", description = "seeds", defaultValue = "3")
    private int seeds;

    static List<OpCase> cases() {
        return Stream.concat(OpCases.all().stream(), LossCases.all().stream()).toList();
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new GradientProgram()).execute(args));
    }

    @Override
    public Integer call() {
        IO.println(GradientRow.HEADING);
        int wrong = 0;
        for (OpCase op : cases()) {
            GradientRow row = GradientRow.of(op, shapes, seeds);
            IO.println(row.line());
            wrong += row.isRight() ? 0 : 1;
        }
        IO.println("");
        IO.println(wrong + " of " + cases().size() + " operations and losses are outside their bounds.");
        return wrong == 0 ? 0 : 1;
    }
}
