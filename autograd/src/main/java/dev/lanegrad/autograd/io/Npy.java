package dev.lanegrad.autograd.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's file of one array, {@code .npy}, format versions 1.0 to 3.0.
 *
 * <p>Read are the types of {@link StoredType}, little-endian. An array in Fortran order, as {@code numpy.save} writes a
 * transposed matrix, is returned in row-major order. Written is version 1.0, with the bytes that {@code numpy.save} writes.
 *
 * <p>Source: NumPy, {@code numpy/lib/format.py}.
 */
public final class Npy {

    private Npy() {
    }

    /**
     * Reads an array.
     *
     * @param file the file
     * @return the array
     * @throws FileFormatException if the file is malformed, is too short or too long, or holds another type
     * @throws IOException         if it cannot be read
     */
    public static StoredArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return NpyFormat.read(in, Files.size(file), file.toString());
        }
    }

    /**
     * Writes an array, atomically.
     *
     * @param file  the file
     * @param array the array
     * @throws IOException if it cannot be written; then an old file is as it was
     */
    public static void write(Path file, StoredArray array) throws IOException {
        AtomicFile.write(file, out -> NpyFormat.write(out, array));
    }
}
