package dev.lanegrad.verification.hashes;

import java.util.function.Supplier;

/**
 * One line of the hash file: a fixed piece of work in steps.
 *
 * @param name  what is computed
 * @param few   after how many steps the first hash is taken: what slow machines compute, which emulate or interpret; 0 for an item that
 *              is too much for them
 * @param steps after how many steps the second hash is taken
 * @param begin makes the state that the steps share
 */
record Item(String name, int few, int steps, Supplier<Step> begin) {

    /** The work of one step, whose results go to the digest. */
    @FunctionalInterface
    interface Step {
        void run(int step, Digest digest);
    }

    /** The hash after the few steps and the one after all steps. */
    record Hashes(String few, String all) {
    }

    /** The hash after the first steps. */
    String fewSteps() {
        Digest digest = new Digest();
        run(begin.get(), 0, few, digest);
        return digest.soFar();
    }

    /** Both hashes. */
    Hashes allSteps() {
        Digest digest = new Digest();
        Step step = begin.get();
        run(step, 0, few, digest);
        String first = digest.soFar();
        run(step, few, steps, digest);
        return new Hashes(first, digest.soFar());
    }

    private static void run(Step step, int from, int to, Digest digest) {
        for (int i = from; i < to; i++) {
            step.run(i, digest);
        }
    }
}
