package dev.lanegrad.examples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a result file whole or not at all. */
public final class OutputFile {

    private OutputFile() {
    }

    /**
     * Writes beside the file first and moves the complete content over it in one step, so that no reader and no failure
     * ever leaves half a file.
     *
     * @param file the file to create or replace; its folder exists
     * @param content writes the content
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Something that can be written. */
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out where to; the caller closes it
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
