package dev.lanegrad.bench.report;

/** Results that cannot be read; the message says which file, and what is wrong with it. */
public final class BrokenResults extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param message file and reason
     */
    public BrokenResults(String message) {
        super(message);
    }
}
