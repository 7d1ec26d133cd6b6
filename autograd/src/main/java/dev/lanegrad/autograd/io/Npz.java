package dev.lanegrad.autograd.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archive of named arrays, {@code .npz}: a zip whose entries are {@link Npy} files.
 *
 * <p>Read are archives of {@code numpy.savez} and {@code numpy.savez_compressed}. Each entry must have exactly the size
 * that the archive declares, which must be one that its compressed bytes can inflate to, and the declared checksum.
 * Written are entries without compression, which parameters hardly allow, in the order of the map.
 */
public final class Npz {

    private static final String SUFFIX = ".npy";

    /** What a deflated byte can at most become. */
    private static final long LARGEST_INFLATION = 1032;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {
    }

    /**
     * Reads all arrays.
     *
     * @param file the file
     * @return the arrays by name, in the order of the archive
     * @throws FileFormatException if the archive or an entry is malformed
     * @throws IOException         if it cannot be read
     */
    public static Map<String, StoredArray> read(Path file) throws IOException {
        return read(file, Long.MAX_VALUE);
    }

    /**
     * Reads all arrays of an archive that is not trusted to be small.
     *
     * @param file     the file
     * @param maxBytes the most bytes that the entries may have together, inflated
     * @return the arrays by name, in the order of the archive
     * @throws FileFormatException if the archive or an entry is malformed, or there are more bytes
     * @throws IOException         if it cannot be read
     */
    public static Map<String, StoredArray> read(Path file, long maxBytes) throws IOException {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        long inflated = maxBytes;
        long room = Files.size(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                String source = file + ", entry " + entry.getName();
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) {
                    throw new FileFormatException(source, "must be named *" + SUFFIX);
                }
                name = name.substring(0, name.length() - SUFFIX.length());
                if (arrays.containsKey(name)) {
                    throw new FileFormatException(source, "occurs twice");
                }
                room -= entry.getCompressedSize();
                if (room < 0) {
                    throw new FileFormatException(source, "shares bytes with another entry");
                }
                inflated -= entry.getSize();
                if (inflated < 0) {
                    throw new FileFormatException(source, "declares " + entry.getSize()
                            + " bytes, and all entries together may have " + maxBytes);
                }
                arrays.put(name, read(zip, entry, source));
            }
        } catch (ZipException | EOFException e) {
            throw new FileFormatException(file.toString(), "no sound zip archive: " + e.getMessage());
        }
        return arrays;
    }

    private static StoredArray read(ZipFile zip, ZipEntry entry, String source) throws IOException {
        long size = entry.getSize();
        long compressed = entry.getCompressedSize();
        if (size < 0 || compressed < 0 || size / LARGEST_INFLATION > compressed) {
            throw new FileFormatException(source,
                    "declares " + size + " bytes, more than its " + compressed + " compressed bytes can hold");
        }
        try (InputStream raw = zip.getInputStream(entry);
             CheckedInputStream in = new CheckedInputStream(raw, new CRC32())) {
            StoredArray array = NpyFormat.read(in, size, source);
            if (in.read() >= 0) {
                throw new FileFormatException(source, "inflates past its declared size of " + size + " bytes");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new FileFormatException(source, "has another checksum than the archive declares");
            }
            return array;
        }
    }

    /**
     * Writes arrays, atomically.
     *
     * @param file   the file
     * @param arrays the arrays by name
     * @throws IllegalArgumentException if a name is empty
     * @throws IOException              if it cannot be written; then an old file is as it was
     */
    public static void write(Path file, Map<String, StoredArray> arrays) throws IOException {
        if (arrays.containsKey("")) {
            throw new IllegalArgumentException("Npz.write: a name must not be empty");
        }
        AtomicFile.write(file, out -> write(out, arrays));
    }

    private static void write(OutputStream out, Map<String, StoredArray> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, StoredArray> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                NpyFormat.write(zip, array.getValue());
                zip.closeEntry();
            }
        }
    }
}
