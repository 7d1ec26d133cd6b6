package dev.lanegrad.examples;

import java.io.PrintStream;
import java.text.DecimalFormat;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal, and nothing at all where the output goes to a file or a pipe. */
public final class Progress implements AutoCloseable {

    private static final int COLUMNS = 79;
    private static final int REFRESH_MILLIS = 200;

    private final PrintStream out;
    private final boolean terminal;
    private final ProgressBar bar;

    /**
     * Starts a bar at 0.
     *
     * @param task what is going on
     * @param steps how many steps there are
     * @param unit what a step is
     */
    public Progress(String task, long steps, String unit) {
        out = System.out;
        terminal = System.console() != null && System.console().isTerminal();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed(new DecimalFormat("#,##0"))
                .setConsumer(new DelegatingProgressBarConsumer(this::show, COLUMNS))
                .build();
    }

    /**
     * Moves on.
     *
     * @param steps by how many steps
     */
    public void advance(long steps) {
        bar.stepBy(steps);
    }

    /** Ends the bar and clears its line. */
    @Override
    public void close() {
        bar.close();
        show(" ".repeat(COLUMNS));
        show("");
    }

    private void show(String line) {
        if (terminal) {
            out.print("\r" + line);
            out.flush();
        }
    }
}
