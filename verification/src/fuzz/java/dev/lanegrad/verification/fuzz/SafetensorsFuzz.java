package dev.lanegrad.verification.fuzz;

import dev.lanegrad.autograd.io.FileFormatException;
import dev.lanegrad.autograd.io.Safetensors;

/** Any bytes as a safetensors file. */
public final class SafetensorsFuzz {

    private SafetensorsFuzz() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Readers.read(bytes, FileFormatException.class, Safetensors::read);
    }
}
