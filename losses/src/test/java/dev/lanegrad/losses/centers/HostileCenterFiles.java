package dev.lanegrad.losses.centers;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.io.StoredArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Loads files that were made to do harm, in a process with a small heap: each must be refused with a {@link CenterFileException} or,
 * if only numbers in it were changed, be loaded. Prints how many there were.
 */
final class HostileCenterFiles {

    private static final int CLASSES = 2000;
    private static final int DIMS = 96;
    private static final int ROWS = 3;
    private static final int SMALL_CLASSES = 70_001;

    private final Path folder;
    private final double[] centers = new double[CLASSES * DIMS];
    private final double[] smallCenters = new double[SMALL_CLASSES * ROWS];
    private int refused;
    private int loaded;

    private HostileCenterFiles(Path folder) {
        this.folder = folder;
    }

    /** Arguments: a folder to write to, and files to truncate and to change. */
    public static void main(String[] args) throws IOException {
        HostileCenterFiles files = new HostileCenterFiles(Path.of(args[0]));
        files.bombs();
        int bombs = files.refused;
        for (int i = 1; i < args.length; i++) {
            files.truncated(Path.of(args[i]));
            files.changed(Path.of(args[i]), i);
        }
        System.out.println(bombs + " bombs refused; " + files.refused + " files refused, " + files.loaded + " loaded");
    }

    private void bombs() throws IOException {
        Map<String, Supplier<byte[]>> bombs = new LinkedHashMap<>();
        int most = 9_000_000;
        bombs.put("marks", () -> repeated("(", most));
        bombs.put("dictionaries", () -> repeated("}", most));
        bombs.put("lists", () -> repeated("]", most));
        bombs.put("nested lists", () -> join(repeated("]", most / 2), repeated("a", most / 2)));
        bombs.put("nested tuples", () -> join(bytes(")"), repeated("\u0085", most)));
        bombs.put("memoized dictionaries", () -> repeated("}\u0094", most / 2));
        bombs.put("memos far apart", () -> repeated("Nr\u00ff\u00ff\u00ff\u00ff0", most / 7));
        bombs.put("doubled lists", () -> doubling());
        bombs.put("copies of a list", () -> join(bytes("]q\0"), repeated("(h\0h\0h\0h\0e", most / 10)));
        bombs.put("texts encoded again and again", () -> join(bytes("c_codecs\nencode\nq\0X\u00ff\u00ff\u0003\0"), repeated("a", 0x3ffff),
                bytes("q\1"), repeated("h\0h\1\u008c\u0006latin1\u0086R", most / 16)));
        bombs.put("a text of 4 GB", () -> bytes("X\u00ff\u00ff\u00ff\u00ff"));
        bombs.put("bytes of 4 GB", () -> bytes("B\u00ff\u00ff\u00ff\u00ff"));
        bombs.put("bytes of 2^63", () -> bytes("\u008e\0\0\0\0\0\0\0\u0080"));
        bombs.put("a frame of 2^62", () -> bytes("\u0095\0\0\0\0\0\0\0\u0040"));
        bombs.put("an integer of 2 GB", () -> bytes("\u008b\u00ff\u00ff\u00ff\u007f"));
        bombs.put("a negative length", () -> bytes("\u008b\u00ff\u00ff\u00ff\u00ff"));
        bombs.put("a line without end", () -> join(bytes("I"), repeated("1", most)));
        bombs.put("a long number", () -> join(bytes("I"), repeated("1", most), bytes("\n.")));
        bombs.put("a call", () -> bytes("cos\nsystem\n(\u008c\u0004exitt R."));
        bombs.put("an object", () -> bytes("c__builtin__\nobject\n)\u0081."));
        bombs.put("an instance", () -> bytes("(ibuiltins\neval\n."));
        bombs.put("an extension", () -> bytes("\u0082\1."));
        bombs.put("a persistent object", () -> bytes("Pname\n."));
        for (Map.Entry<String, Supplier<byte[]>> bomb : bombs.entrySet()) {
            for (String start : new String[] {"", "\u0080\u0004"}) {
                Path file = folder.resolve("bomb.pkl");
                Files.write(file, join(bytes(start), bomb.getValue().get()));
                if (load(file, CLASSES, DIMS)) {
                    throw new AssertionError(bomb.getKey() + " were loaded");
                }
            }
        }
        arrays();
    }

    /** Shapes that lie, and an archive that inflates to 200 MB. */
    private void arrays() throws IOException {
        Path npy = folder.resolve("bomb.npy");
        for (String shape : new String[] {"(2000000000, 96)", "(4294967296, 4294967296)", "(2000, 96)", "(-1, 96)"}) {
            String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
            header += " ".repeat(117 - header.length()) + "\n";
            Files.write(npy, join(bytes("\u0093NUMPY\1\0\u0076\0"), bytes(header)));
            if (load(npy, CLASSES, DIMS)) {
                throw new AssertionError(shape);
            }
        }
        Path npz = folder.resolve("bomb.npz");
        try (OutputStream out = Files.newOutputStream(npz); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("centers.npy"));
            String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (26214400,), }";
            zip.write(join(bytes("\u0093NUMPY\1\0\u0076\0"), bytes(header + " ".repeat(117 - header.length()) + "\n")));
            byte[] zeros = new byte[1 << 16];
            for (int i = 0; i < 26_214_400 / 8192; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        if (load(npz, CLASSES, DIMS)) {
            throw new AssertionError("an archive of 200 MB was loaded");
        }
    }

    /** Every file that ends too early. */
    private void truncated(Path original) throws IOException {
        byte[] bytes = Files.readAllBytes(original);
        Path file = folder.resolve("truncated" + suffix(original));
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            if (load(file, SMALL_CLASSES, ROWS)) {
                throw new AssertionError("the first " + length + " bytes of " + original + " were loaded");
            }
        }
    }

    /** Files with one to eight bytes changed. */
    private void changed(Path original, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = Files.readAllBytes(original);
        Path file = folder.resolve("changed" + suffix(original));
        for (int trial = 0; trial < 600; trial++) {
            byte[] changed = bytes.clone();
            int changes = random.nextInt(1, 9);
            for (int i = 0; i < changes; i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            Files.write(file, changed);
            load(file, SMALL_CLASSES, ROWS);
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    /** Whether a file is loaded; anything but a refusal by its own exception ends the program. */
    private boolean load(Path file, int classes, int dims) throws IOException {
        try {
            CenterFile.load(file, classes, dims, classes == CLASSES ? centers : smallCenters);
            loaded++;
            return true;
        } catch (CenterFileException e) {
            if (!e.getMessage().startsWith(file.toString())) {
                throw new AssertionError("the message does not name the file: " + e.getMessage(), e);
            }
            refused++;
            return false;
        }
    }

    /** A list of ten lists of ten lists, forty times. */
    private static byte[] doubling() {
        StringBuilder pickle = new StringBuilder("]q\0");
        for (char i = 1; i < 40; i++) {
            pickle.append("(").append(("h" + (char) (i - 1)).repeat(10)).append("lq").append(i);
        }
        return bytes(pickle + ".");
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] repeated(String latin1, int times) {
        byte[] unit = bytes(latin1);
        byte[] all = new byte[unit.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = unit[i % unit.length];
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A file in each format, to be truncated and changed. */
    static void writeSamples(Path folder) throws IOException {
        StoredArray rows = StoredArray.of(Shape.of(3, ROWS), 1f, 2, 3, 4, 5, 6, 7, 8, 9);
        CenterFile.save(folder.resolve("sample.pkl"), new int[] {0, 2, 300}, rows);
        CenterFile.save(folder.resolve("sample.npz"), new int[] {0, 2, 300}, rows);
        CenterFile.save(folder.resolve("sample.npy"), new int[] {0, 1, 2}, rows);
    }
}
