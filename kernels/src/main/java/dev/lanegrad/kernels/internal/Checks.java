package dev.lanegrad.kernels.internal;

/** The argument checks that kernels share. Each names the kernel, the argument, its value and the bound. */
public final class Checks {

    private Checks() {
    }

    /** Requires {@code value >= 0}. */
    public static void size(String kernel, String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(kernel + ": " + name + " = " + value + " must not be negative");
        }
    }

    /** Requires {@code value >= 1}. */
    public static void positive(String kernel, String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(kernel + ": " + name + " = " + value + " must be at least 1");
        }
    }

    /** The number of elements of a block of three axes, which no array may hold more than {@code 2^31 - 1} of. */
    public static int volume(String kernel, String name, int a, int b, int c) {
        long plane = (long) a * b;
        if (c > 0 && plane > Integer.MAX_VALUE / c) {
            throw new IllegalArgumentException(
                    kernel + ": " + name + " [" + a + ", " + b + ", " + c + "] has more than 2^31 - 1 elements");
        }
        return (int) (plane * c);
    }

    /** Requires {@code min <= max}, so neither is NaN. */
    public static void interval(String kernel, double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException(kernel + ": min = " + min + " must not exceed max = " + max);
        }
    }

    /** Requires that {@code n} elements from {@code offset} on lie in an array of {@code length} elements. */
    public static void range(String kernel, String name, int length, int offset, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(kernel + ": the size of " + name + " = " + n + " must not be negative");
        }
        if (offset < 0) {
            throw new IllegalArgumentException(
                    kernel + ": " + name + "Offset = " + offset + " must not be negative");
        }
        if (n > length - (long) offset) {
            throw new IllegalArgumentException(kernel + ": " + name + " has " + length
                    + " elements, but elements " + offset + " to " + (offset + n - 1) + " are needed");
        }
    }

    /** Requires that a matrix with those distances between its rows and its columns lies in an array. */
    public static void matrix(String kernel, String name, int length, int offset, int rows, int cols,
                              int rowStride, int colStride) {
        partSize(kernel, "the number of rows of ", name, "", rows);
        partSize(kernel, "the number of columns of ", name, "", cols);
        partSize(kernel, "", name, "RowStride", rowStride);
        partSize(kernel, "", name, "ColStride", colStride);
        boolean empty = rows == 0 || cols == 0;
        range(kernel, name, length, offset,
                empty ? 0 : (rows - 1L) * rowStride + (cols - 1L) * colStride + 1);
    }

    /** {@link #size} with a name that is put together only where it is needed. */
    private static void partSize(String kernel, String before, String name, String after, int value) {
        if (value < 0) {
            size(kernel, before + name + after, value);
        }
    }

    /** Requires that every label lies in {@code [0, classes)}. */
    public static void labels(String kernel, String name, int n, int[] labels, int offset, int classes) {
        range(kernel, name, labels.length, offset, n);
        for (int i = 0; i < n; i++) {
            label(kernel, name, i, labels[offset + i], classes);
        }
    }

    /** Requires that every label lies in {@code [0, classes)} or is the ignored one. */
    public static void labels(String kernel, String name, int n, int[] labels, int offset, int classes, int ignored) {
        range(kernel, name, labels.length, offset, n);
        for (int i = 0; i < n; i++) {
            if (labels[offset + i] != ignored) {
                label(kernel, name, i, labels[offset + i], classes);
            }
        }
    }

    /** Requires that every label lies in {@code [-1, classes)}, -1 standing for none. */
    public static void optionalLabels(String kernel, String name, int n, int[] labels, int offset, int classes) {
        range(kernel, name, labels.length, offset, n);
        for (int i = 0; i < n; i++) {
            int label = labels[offset + i];
            if (label < -1 || label >= classes) {
                throw new IllegalArgumentException(kernel + ": " + name + "[" + i + "] = " + label
                        + " must lie in [0, " + classes + "), or be -1 for a row without class");
            }
        }
    }

    private static void label(String kernel, String name, int i, int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(kernel + ": " + name + "[" + i + "] = " + label
                    + " must lie in [0, " + classes + ")");
        }
    }
}
