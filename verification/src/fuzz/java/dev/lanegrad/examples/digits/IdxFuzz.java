package dev.lanegrad.examples.digits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Any bytes as an IDX file of images, gzipped or not. In the package of the reader, which only the examples use. */
public final class IdxFuzz {

    private IdxFuzz() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            IdxFile.read(new ByteArrayInputStream(bytes), "fuzzed", 3);
        } catch (DataFileException e) {
            // What broken content is documented to give.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
