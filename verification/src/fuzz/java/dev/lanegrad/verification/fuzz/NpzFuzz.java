package dev.lanegrad.verification.fuzz;

import dev.lanegrad.autograd.io.FileFormatException;
import dev.lanegrad.autograd.io.Npz;

/** Any bytes as a {@code .npz} archive. */
public final class NpzFuzz {

    private NpzFuzz() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Readers.read(bytes, FileFormatException.class, Npz::read);
    }
}
