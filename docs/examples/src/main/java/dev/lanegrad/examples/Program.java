package dev.lanegrad.examples;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** What the example programs share on the command line: the version, and how errors of the user end. */
public final class Program {

    /** The exit code when an argument or a file is not what was expected. */
    public static final int BAD_INPUT = 2;

    private Program() {
    }

    /**
     * Runs a program. An argument or a file that is not what was expected ends it with one line on standard error and
     * {@link #BAD_INPUT}; anything else that goes wrong is a defect and shows its stack trace.
     *
     * @param command an object with picocli's annotations
     * @param args the arguments
     * @return the exit code
     */
    public static int run(Callable<Integer> command, String... args) {
        System.setProperty("java.awt.headless", "true");
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) ->
                        badInput(e.getCommandLine(), e.getMessage() + "; --help lists the options"))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof IOException io) {
                        return badInput(line, describe(io));
                    }
                    throw e;
                })
                .execute(args);
    }

    private static int badInput(CommandLine line, String message) {
        line.getErr().println(line.getCommandName() + ": " + message.replaceAll("\\R", " "));
        return BAD_INPUT;
    }

    /** The file system's exceptions often carry nothing but the file's name; their class then says what happened. */
    private static String describe(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            String event = file.getClass().getSimpleName().replaceFirst("Exception$", "");
            return file.getFile() + ": " + event.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Names this module's version and the virtual machine's. */
    public static final class Version implements IVersionProvider {

        /** Creates the provider; picocli does. */
        public Version() {
        }

        @Override
        public String[] getVersion() {
            Module module = Program.class.getModule();
            String version = module.isNamed() ? module.getDescriptor().rawVersion().orElse("unknown") : "unknown";
            return new String[] {"lanegrad-examples " + version + ", Java " + Runtime.version()};
        }
    }
}
