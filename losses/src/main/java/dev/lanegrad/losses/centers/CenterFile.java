package dev.lanegrad.losses.centers;

import dev.lanegrad.losses.centers.NumpyObjects.NdArray;
import dev.lanegrad.losses.centers.PickleMachine.Dict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file of class centres that PaddleOCR's {@code CenterLoss} starts from: a Python pickle of a dictionary from class
 * indices to rows, as {@code tools/export_center.py} writes it.
 *
 * <p>A pickle is a program. This reader executes only what builds integers, NumPy arrays of numbers and the
 * dictionary around them: protocols 0 to 5, the names of NumPy 1 and 2, keys as Python or NumPy integers, rows of any
 * floating or integer type in either byte order. Every other name or opcode ends the reading with the offset and
 * the reason, before anything is done. Time and memory are bounded by the length of the file.
 *
 * <p><b>Decisions</b> where Python would let a file pass: keys must be integers (no {@code bool}) in
 * {@code [0, classes)}, so {@code -1} is no class; a row must have exactly the width of the centres, nothing is
 * broadcast; only NumPy arrays are rows; a frame that announces more bytes than follow, and bytes after the end, are
 * errors. NaN and infinities are taken as they are.
 *
 * <p>Thread-safe: there is no state.
 */
public final class CenterFile {

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
     * @throws CenterFileException      if the file is not such a pickle, or does not fit the centres; the message
     *                                  names the file and, where there is one, the offset
     * @throws IOException              if the file cannot be read
     * @throws IllegalArgumentException if the array has not {@code classes * dims} elements
     */
    public static void load(Path file, int classes, int dims, double[] centers) throws IOException {
        if (classes < 0 || dims < 0 || centers.length != (long) classes * dims) {
            throw new IllegalArgumentException("CenterFile.load: centers has " + centers.length
                    + " elements and must have the " + (long) classes * dims + " of [" + classes + ", " + dims + "]");
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            overlay(PickleMachine.load(bytes), classes, dims, centers);
        } catch (CenterFileException e) {
            throw new CenterFileException(file + ": " + e.getMessage());
        }
    }

    private static void overlay(Object content, int classes, int dims, double[] centers) throws CenterFileException {
        if (!(content instanceof Dict(List<Object> keys, List<Object> values))) {
            throw new CenterFileException("a centre file holds a dictionary from classes to rows, and this one does not");
        }
        for (int i = 0; i < keys.size(); i++) {
            check((Long) keys.get(i), values.get(i), classes, dims);
        }
        for (int i = 0; i < keys.size(); i++) {
            int row = Math.toIntExact((Long) keys.get(i));
            ((NdArray) values.get(i)).copyTo(centers, row * dims);
        }
    }

    private static void check(long key, Object value, int classes, int dims) throws CenterFileException {
        if (key < 0 || key >= classes) {
            throw new CenterFileException("the class " + key + " must lie in [0, " + classes + ")");
        }
        String obstacle = value instanceof NdArray array ? array.obstacle(dims) : "not a NumPy array";
        if (obstacle != null) {
            throw new CenterFileException(
                    "the row of class " + key + " must be an array of shape [" + dims + "], but is " + obstacle);
        }
    }
}
