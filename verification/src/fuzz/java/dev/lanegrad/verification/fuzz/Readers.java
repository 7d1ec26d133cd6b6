package dev.lanegrad.verification.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the targets share: bytes go through a file, as users' bytes do, and only the documented exception may come back. */
final class Readers {

    private static final Path FILE = temporaryFile();

    private Readers() {
    }

    /** A reader of files. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("fuzz", ".bin");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads bytes; any exception other than the documented one of broken content is the reader's fault. */
    static void read(byte[] bytes, Class<? extends IOException> documented, Reader reader) {
        try {
            Files.write(FILE, bytes);
            reader.read(FILE);
        } catch (IOException e) {
            if (!documented.isInstance(e)) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
