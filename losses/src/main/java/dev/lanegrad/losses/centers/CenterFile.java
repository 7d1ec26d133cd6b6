package dev.lanegrad.losses.centers;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.io.FileFormatException;
import dev.lanegrad.autograd.io.Npy;
import dev.lanegrad.autograd.io.Npz;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.autograd.io.StoredType;
import dev.lanegrad.losses.centers.NumpyObjects.NdArray;
import dev.lanegrad.losses.centers.PickleMachine.Dict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The file of class centres that a centre loss starts from. The suffix decides what is in it:
 *
 * <ul>
 * <li>{@code .npy}: NumPy's array {@code [classes, dims]}, a row for every class.
 * <li>{@code .npz}: NumPy's archive with {@code classes [n]}, 64-bit integers, and {@code centers [n, dims]}, a row for each of
 *     them.
 * <li>anything else, {@code .pkl} as a rule: a Python pickle of a dictionary from class indices to rows, as PaddleOCR's
 *     {@code tools/export_center.py} writes it and its {@code CenterLoss} reads it.
 * </ul>
 *
 * <p><b>Reading pickles.</b> A pickle is a program. This reader executes only what builds integers, NumPy arrays of numbers and the
 * dictionary around them: protocols 0 to 5, the names of NumPy 1 and 2, keys as Python or NumPy integers, rows of any
 * floating or integer type in either byte order. Every other name or opcode ends the reading with the offset and
 * the reason, before anything is done.
 *
 * <p><b>Time and memory</b> are bounded by the size of the centres, whatever the file: a file that is longer, or a pickle that takes
 * more steps, than centres of that size can need is refused, and no length is believed before it is checked.
 *
 * <p><b>Decisions</b> where Python would let a pickle pass: keys must be integers (no {@code bool}) in
 * {@code [0, classes)}, so {@code -1} is no class; a row must have exactly the width of the centres, nothing is
 * broadcast; only NumPy arrays are rows; a frame that announces more bytes than follow, and bytes after the end, are
 * errors. NaN and infinities are taken as they are.
 *
 * <p>Thread-safe: there is no state.
 */
public final class CenterFile {

    /** The names of the arrays in an archive. */
    private static final String CLASSES = "classes";
    private static final String CENTERS = "centers";

    /** Far more than a header, names and a row of any protocol take besides the numbers. */
    private static final long BYTES_ONCE = 1 << 16;
    private static final long BYTES_PER_CLASS = 1024;

    /** A byte as a text of protocol 0, at its longest: an escape. */
    private static final long BYTES_PER_BYTE = 6;

    /** A row takes at most 49 opcodes, with the key as a NumPy integer in protocol 0. */
    private static final long STEPS_PER_CLASS = 64;
    private static final long STEPS_ONCE = 1000;

    /** What is read at once: the system copies it by way of a buffer of that size. */
    private static final int CHUNK = 1 << 18;

    private CenterFile() {
    }

    /**
     * Overwrites the rows of those classes that the file names; the others stay. If anything is wrong with the file,
     * no row changes.
     *
     * @param file    the file
     * @param classes the number of classes
     * @param dims    the number of features
     * @param centers the centres {@code [classes, dims]}
     * @throws CenterFileException      if the file is malformed or does not fit the centres; the message
     *                                  names the file and, in a pickle, the offset
     * @throws IOException              if the file cannot be read
     * @throws IllegalArgumentException if the array has not {@code classes * dims} elements
     */
    public static void load(Path file, int classes, int dims, double[] centers) throws IOException {
        if (classes < 0 || dims < 0 || centers.length != (long) classes * dims) {
            throw new IllegalArgumentException("CenterFile.load: centers has " + centers.length
                    + " elements and must have the " + (long) classes * dims + " of [" + classes + ", " + dims + "]");
        }
        long limit = BYTES_ONCE + classes * (BYTES_PER_CLASS + BYTES_PER_BYTE * Double.BYTES * dims);
        try {
            long size = Files.size(file);
            if (size > limit) {
                throw new CenterFileException("has " + size + " bytes, and centres of [" + classes + ", " + dims
                        + "] can need at most " + limit);
            }
            switch (Format.of(file)) {
                case NPY -> copyMatrix(Npy.read(file), classes, dims, centers);
                case NPZ -> copyRows(Npz.read(file, limit), classes, dims, centers);
                case PICKLE -> overlay(PickleMachine.load(bytes(file, size), STEPS_ONCE + STEPS_PER_CLASS * classes),
                        classes, dims, centers);
            }
        } catch (CenterFileException e) {
            throw new CenterFileException(file + ": " + e.getMessage());
        } catch (FileFormatException e) {
            throw new CenterFileException(e.getMessage());
        }
    }

    /**
     * Writes centres, atomically. The pickle is one that Python loads without further imports than NumPy (1 or 2), as protocol 4.
     *
     * @param file    the file; its suffix decides the format
     * @param classes the classes of the rows, each at least 0 and each once; in a {@code .npy} file they must be 0, 1, 2 …
     * @param rows    the centres {@code [n, dims]}, of type {@code FLOAT32} or {@code FLOAT64}
     * @throws IllegalArgumentException if rows and classes do not fit, or the format cannot hold them
     * @throws IOException              if it cannot be written; then an old file is as it was
     */
    public static void save(Path file, int[] classes, StoredArray rows) throws IOException {
        checkRows(classes, rows);
        switch (Format.of(file)) {
            case NPY -> {
                for (int i = 0; i < classes.length; i++) {
                    if (classes[i] != i) {
                        throw new IllegalArgumentException("CenterFile.save: classes[" + i + "] = " + classes[i] + " must be "
                                + i + ", since a .npy file has a row for every class; .npz and .pkl name the classes");
                    }
                }
                Npy.write(file, rows);
            }
            case NPZ -> {
                Map<String, StoredArray> arrays = new LinkedHashMap<>();
                arrays.put(CLASSES, longs(classes));
                arrays.put(CENTERS, rows);
                Npz.write(file, arrays);
            }
            case PICKLE -> PickleWriter.write(file, classes, rows);
        }
    }

    /** What is in a file. */
    private enum Format {
        NPY, NPZ, PICKLE;

        static Format of(Path file) {
            String name = String.valueOf(file.getFileName());
            return name.endsWith(".npy") ? NPY : name.endsWith(".npz") ? NPZ : PICKLE;
        }
    }

    private static StoredArray longs(int[] classes) {
        long[] values = new long[classes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = classes[i];
        }
        return StoredArray.of(Shape.of(values.length), values);
    }

    private static void checkRows(int[] classes, StoredArray rows) {
        boolean floating = rows.type() == StoredType.FLOAT32 || rows.type() == StoredType.FLOAT64;
        if (!floating || rows.shape().rank() != 2 || rows.shape().dim(0) != classes.length) {
            throw new IllegalArgumentException("CenterFile.save: rows are " + rows + " and must be FLOAT32 or FLOAT64["
                    + classes.length + ", dims], a row for each class");
        }
        BitSet seen = new BitSet();
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || seen.get(classes[i])) {
                throw new IllegalArgumentException("CenterFile.save: classes[" + i + "] = " + classes[i]
                        + " must be at least 0 and occur once");
            }
            seen.set(classes[i]);
        }
    }

    /** All bytes of a file whose size is within the limit; one that grows meanwhile is refused. */
    private static byte[] bytes(Path file, long size) throws IOException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new CenterFileException("has " + size + " bytes, and a pickle must have less than 2^31; .npy files may be longer");
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            byte[] bytes = new byte[(int) size];
            int end = 0;
            for (int n = 0; n >= 0 && end < bytes.length; end += Math.max(n, 0)) {
                n = in.read(ByteBuffer.wrap(bytes, end, Math.min(CHUNK, bytes.length - end)));
            }
            if (in.read(ByteBuffer.allocate(1)) >= 0) {
                throw new CenterFileException("is longer than the " + size + " bytes that it had");
            }
            return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
        }
    }

    private static void copyMatrix(StoredArray rows, int classes, int dims, double[] centers) throws CenterFileException {
        requireFloating(rows, Shape.of(classes, dims));
        copy(rows, 0, centers.length, centers, 0);
    }

    private static void copyRows(Map<String, StoredArray> arrays, int classes, int dims, double[] centers)
            throws CenterFileException {
        StoredArray names = arrays.get(CLASSES);
        StoredArray rows = arrays.get(CENTERS);
        if (names == null || rows == null || arrays.size() != 2) {
            throw new CenterFileException("holds the arrays " + new TreeSet<>(arrays.keySet())
                    + " and must hold centers and classes");
        }
        if (names.type() != StoredType.INT64 || names.shape().rank() != 1) {
            throw new CenterFileException("classes is " + names + " and must be INT64[n]");
        }
        requireFloating(rows, Shape.of(names.shape().dim(0), dims));
        for (long name : names.longs()) {
            requireClass(name, classes);
        }
        for (int i = 0; i < names.longs().length; i++) {
            copy(rows, i * dims, dims, centers, (int) names.longs()[i] * dims);
        }
    }

    private static void requireFloating(StoredArray rows, Shape shape) throws CenterFileException {
        if (rows.type() != StoredType.FLOAT32 && rows.type() != StoredType.FLOAT64 || !rows.shape().equals(shape)) {
            throw new CenterFileException("the centres are " + rows + " and must be FLOAT32 or FLOAT64" + shape);
        }
    }

    private static void copy(StoredArray from, int offset, int n, double[] to, int toOffset) {
        if (from.type() == StoredType.FLOAT64) {
            System.arraycopy(from.doubles(), offset, to, toOffset, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[toOffset + i] = from.floats()[offset + i];
        }
    }

    private static void overlay(Object content, int classes, int dims, double[] centers) throws CenterFileException {
        if (!(content instanceof Dict(List<Object> keys, List<Object> values))) {
            throw new CenterFileException("a centre file holds a dictionary from classes to rows, and this one does not");
        }
        for (int i = 0; i < keys.size(); i++) {
            requireClass((Long) keys.get(i), classes);
            Object value = values.get(i);
            String obstacle = value instanceof NdArray array ? array.obstacle(dims) : "not a NumPy array";
            if (obstacle != null) {
                throw new CenterFileException("the row of class " + keys.get(i) + " must be an array of shape [" + dims
                        + "], but is " + obstacle);
            }
        }
        float[] scratch = new float[dims];
        for (int i = 0; i < keys.size(); i++) {
            int row = Math.toIntExact((Long) keys.get(i));
            ((NdArray) values.get(i)).copyTo(centers, row * dims, scratch);
        }
    }

    private static void requireClass(long key, int classes) throws CenterFileException {
        if (key < 0 || key >= classes) {
            throw new CenterFileException("the class " + key + " must lie in [0, " + classes + ")");
        }
    }
}
