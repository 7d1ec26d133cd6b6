package dev.lanegrad.verification.fuzz;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Feeds the files of folders to a target, without the fuzzer. */
final class Replay {

    private Replay() {
    }

    /** The first argument is the class of the target, the others are the folders. */
    public static void main(String[] args) throws Throwable {
        MethodHandle target = MethodHandles.lookup().findStatic(
                Class.forName(args[0]), "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class));
        int inputs = 0;
        for (String folder : List.of(args).subList(1, args.length)) {
            for (Path file : files(Path.of(folder))) {
                target.invoke(Files.readAllBytes(file));
                inputs++;
            }
        }
        IO.println(args[0] + ": " + inputs + " inputs read again with a heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
