package dev.lanegrad.kernels.internal;

import java.util.Locale;

/** The argument checks of gemm, shared by float and double. */
final class GemmChecks {

    private GemmChecks() {
    }

    static void sizes(String kernel, int m, int n, int k) {
        Checks.size(kernel, "m", m);
        Checks.size(kernel, "n", n);
        Checks.size(kernel, "k", k);
    }

    /** A matrix of {@code rows x columns} as stored must fit its array; an empty one needs no array space. */
    static void matrix(String kernel, String name, int length, int offset, int rows, int columns, int leadingDimension) {
        if (offset < 0) {
            throw new IllegalArgumentException(kernel + ": " + lower(name) + "Offset = " + offset + " must not be negative");
        }
        if (leadingDimension < Math.max(1, columns)) {
            throw new IllegalArgumentException(kernel + ": ld" + lower(name) + " = " + leadingDimension + " must be at least " + Math.max(1, columns)
                    + " for the rows of " + name + " [" + rows + ", " + columns + "]");
        }
        long end = end(offset, rows, columns, leadingDimension);
        if (end > length) {
            throw new IllegalArgumentException(kernel + ": " + lower(name) + " has " + length + " elements, but " + name + " [" + rows + ", " + columns
                    + "] with " + lower(name) + "Offset = " + offset + " and ld" + lower(name) + " = " + leadingDimension + " ends at " + end);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Index behind the last element. */
    static long end(int offset, int rows, int columns, int leadingDimension) {
        return rows == 0 || columns == 0 ? offset : offset + (long) (rows - 1) * leadingDimension + columns;
    }

    /** C [rows, columns] must not share elements with another operand in the same array. */
    static void distinct(String kernel, String name, int offset, int rows, int columns, int leadingDimension,
                         int cOffset, int cRows, int cColumns, int ldc) {
        if (rows == 0 || columns == 0 || cRows == 0 || cColumns == 0) {
            return;
        }
        if (overlap(offset, rows, columns, leadingDimension, cOffset, cRows, cColumns, ldc)) {
            throw new IllegalArgumentException(kernel + ": C [" + cRows + ", " + cColumns + "] with cOffset = " + cOffset
                    + " must not share elements with " + name + " [" + rows + ", " + columns + "], which begins at " + offset
                    + " of the same array");
        }
    }

    private static boolean overlap(int offset, int rows, int columns, int ld, int cOffset, int cRows, int cColumns, int ldc) {
        if (end(offset, rows, columns, ld) <= cOffset || end(cOffset, cRows, cColumns, ldc) <= offset) {
            return false;
        }
        if (ld != ldc) {
            return true;
        }
        // Both are blocks of one matrix with rows of ld elements: side by side is allowed.
        int column = Math.floorMod(offset - cOffset, ld);
        boolean sideBySide = column >= cColumns && column + columns <= ld;
        return !sideBySide;
    }
}
