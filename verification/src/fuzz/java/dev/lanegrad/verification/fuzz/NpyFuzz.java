package dev.lanegrad.verification.fuzz;

import dev.lanegrad.autograd.io.FileFormatException;
import dev.lanegrad.autograd.io.Npy;

/** Any bytes as a {@code .npy} file. */
public final class NpyFuzz {

    private NpyFuzz() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Readers.read(bytes, FileFormatException.class, Npy::read);
    }
}
