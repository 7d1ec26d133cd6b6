package dev.lanegrad.examples.digits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Builds IDX files for the tests. */
final class IdxFiles {

    private IdxFiles() {
    }

    /** The bytes of an IDX file: magic number, sizes, elements. */
    static byte[] idx(int magic, int[] sizes, byte[] elements) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + elements.length).putInt(magic);
        for (int size : sizes) {
            buffer.putInt(size);
        }
        return buffer.put(elements).array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    /**
     * Writes a small data set that can be learned: images of 6 x 6, class {@code k} of 3 being a bright bar in rows 2k
     * and 2k + 1, on a pattern that differs from image to image.
     */
    static void writeBars(Path folder, int training, int test) throws IOException {
        Files.createDirectories(folder);
        writeBars(folder, "train", training);
        writeBars(folder, "t10k", test);
    }

    private static void writeBars(Path folder, String part, int count) throws IOException {
        byte[] pixels = new byte[count * 36];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int label = i % 3;
            labels[i] = (byte) label;
            for (int p = 0; p < 36; p++) {
                int noise = (i * 31 + p * 17) % 60;
                pixels[i * 36 + p] = (byte) (p / 12 == label ? 180 + noise : noise);
            }
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), idx(2051, new int[] {count, 6, 6}, pixels));
        Files.write(folder.resolve(part + "-labels-idx1-ubyte.gz"), gzip(idx(2049, new int[] {count}, labels)));
    }
}
