package dev.lanegrad.autograd.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that its path names the old content or the new, never a part: into a new file in the same directory,
 * forced to the disk, then moved over the old one in one step. All files that this library writes are written so.
 *
 * <p>Thread-safe: there is no state.
 */
public final class AtomicFile {

    private AtomicFile() {
    }

    /** What writes the content. */
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out where to; buffered, and may be closed
         * @throws IOException if writing fails; then the file stays as it was
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A stream whose writer may close it before the bytes are forced to the disk. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    /**
     * Writes the content; if that fails, the old file is untouched and nothing is left beside it.
     *
     * @param target  the file
     * @param content writes the content
     * @throws IOException if writing fails
     */
    public static void write(Path target, Content content) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        Path temporary = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                         FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                try (OutputStream out = new Unclosed(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
                    content.writeTo(out);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory(directory);
    }

    /** Makes the move itself durable, where the system lets a directory be opened. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open directories; there the move is journaled by the file system.
        }
    }
}
