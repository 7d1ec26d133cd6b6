package dev.lanegrad.verification.hashes;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.verification.hashes.Item.Hashes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Computes a fixed set of work, prints a SHA-256 for each item and compares them with those that every machine must give. The exit
 * code is 0 if all are equal, and 1 if not: then the items that differ are named last.
 */
@Command(name = "hashes", mixinStandardHelpOptions = true,
        description = "Tells whether this machine gives the same bits as all others.")
final class HashProgram implements Callable<Integer> {

    /** What a line begins with that names an item with other bits. */
    static final String DIFFERS = "differs: ";

    @Option(names = "--few", description = "only the first steps of each item, for slow machines")
    private boolean few;

    @Option(names = "--times", description = "print the milliseconds that each item took")
    private boolean times;

    @Option(names = "--only", paramLabel = "REGEX", description = "only the items in whose names this is found", defaultValue = "")
    private Pattern only;

    @Option(names = "--write", paramLabel = "FILE", description = "write the hashes to a file and compare nothing")
    private Path file;

    @Spec
    private CommandSpec spec;

    private final Map<String, Hashes> expected;

    HashProgram(Map<String, Hashes> expected) {
        this.expected = expected;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new HashProgram(HashFile.expected())).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        println(description());
        List<Item> items = Items.all().stream().filter(item -> only.matcher(item.name()).find() && (!few || item.few() > 0)).toList();
        if (file != null) {
            Map<String, Hashes> all = new TreeMap<>();
            items.forEach(item -> all.put(item.name(), item.allSteps()));
            HashFile.write(file, all);
            return 0;
        }
        List<String> differing = items.stream().filter(item -> !isAsExpected(item)).map(Item::name).toList();
        differing.forEach(name -> println(DIFFERS + name));
        println(items.size() + " items, " + differing.size() + " of them differ");
        return differing.isEmpty() ? 0 : 1;
    }

    private boolean isAsExpected(Item item) {
        long start = System.nanoTime();
        Hashes hashes = expected.getOrDefault(item.name(), new Hashes("", ""));
        String hash = few ? item.fewSteps() : item.allSteps().all();
        println(hash + " " + item.name() + (times ? " " + (System.nanoTime() - start) / 1_000_000 : ""));
        return hash.equals(few ? hashes.few() : hashes.all());
    }

    private void println(String line) {
        spec.commandLine().getOut().println(line);
    }

    private static String description() {
        return String.join(", ", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("java.vm.info"), System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Kernels.floats().backend() + " kernels", Runtime.getRuntime().availableProcessors() + " processors");
    }
}
