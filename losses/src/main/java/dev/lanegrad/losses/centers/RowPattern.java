package dev.lanegrad.losses.centers;

import dev.lanegrad.losses.centers.NumpyObjects.Dtype;
import dev.lanegrad.losses.centers.NumpyObjects.NdArray;
import java.util.Arrays;
import org.jetbrains.annotations.Nullable;

/**
 * The bytes of a pickle that push a class and its row. A pickler writes them alike for every row but for the class and the numbers:
 * where the rest is the same, the opcodes need not be executed again.
 *
 * <p>That holds since such bytes are taken for a pattern only if their opcodes change nothing outside of them: they take nothing
 * from the stack that was there before, read no memos of their own, and change no object that is older than they are, see {@link Search}.
 */
final class RowPattern {

    private final byte[] file;
    private final int start;
    private final int end;
    private final Key key;
    private final int dataAt;
    private final int dataEnd;

    /** A copy of the row that the pattern was found at. */
    private final NdArray row;

    /** The memos and the opcodes in the bytes. */
    final int memos;
    final int steps;

    /** Where the class stands, as a little-endian integer or as NumPy's bytes. */
    record Key(int at, Dtype dtype) {
        int end() {
            return at + dtype.size();
        }
    }

    private RowPattern(byte[] file, int start, int end, Key key, NdArray row, int memos, int steps) {
        this.file = file;
        this.start = start;
        this.end = end;
        this.key = key;
        this.row = row.at(file, row.data().offset());
        this.dataAt = row.data().offset();
        this.dataEnd = dataAt + row.data().length();
        this.memos = memos;
        this.steps = steps;
    }

    int length() {
        return end - start;
    }

    boolean matches(int at) {
        return at <= file.length - length() && file[at] == file[start] && same(at, start, key.at()) && same(at, key.end(), dataAt)
                && same(at, dataEnd, end);
    }

    private boolean same(int at, int from, int to) {
        int shift = at - start;
        return Arrays.equals(file, from, to, file, from + shift, to + shift);
    }

    long classAt(int at) {
        return key.dtype().integer(file, at + key.at() - start);
    }

    NdArray rowAt(int at) {
        return row.at(file, at + dataAt - start);
    }

    /** Watches the opcodes between the end of a row and the end of the next one, whether they may be a pattern. */
    static final class Search {

        private static final boolean[] PURE = pure();

        private final byte[] file;
        private int start;
        private int height;
        private int memos;
        private int steps;
        private boolean repeatable;
        private Key key;

        Search(byte[] file) {
            this.file = file;
        }

        /** Opcodes that push numbers, bytes and tuples, memoize, and call and build, which are watched by themselves. */
        private static boolean[] pure() {
            boolean[] pure = new boolean[256];
            for (char opcode : "KMJCB\u008e\u0096(t)\u0085\u0086\u0087N\u0088\u0089hj\u0094Rb".toCharArray()) {
                pure[opcode] = true;
            }
            return pure;
        }

        /** Starts at a position, with so many objects on the stack and so many memos. */
        void start(int at, int stackSize, int memoSize) {
            start = at;
            height = stackSize;
            memos = memoSize;
            steps = 0;
            repeatable = true;
            key = null;
        }

        /** An opcode is about to be executed. */
        void opcode(int opcode) {
            steps++;
            repeatable &= PURE[opcode];
        }

        /** Something happened that the bytes alone do not tell. */
        void spoil() {
            repeatable = false;
        }

        /** The objects from a position upwards were taken off the stack. */
        void removed(int position) {
            repeatable &= position >= height;
            if (position <= height) {
                key = null;
            }
        }

        /** The object at a position was read. */
        void peeked(int position) {
            repeatable &= position >= height;
        }

        /** A memo was read. */
        void read(long memo, Object value) {
            repeatable &= memo < memos && !(value instanceof NdArray);
        }

        /** An integer of the file was pushed. */
        void integer(int at, Dtype dtype, int position) {
            if (position == height) {
                key = new Key(at, dtype);
            }
        }

        /** A row is complete; returns the pattern if there is one. */
        @Nullable RowPattern found(int at, NdArray row, int stackSize, int memoSize) {
            boolean pattern = repeatable && key != null && stackSize == height + 2 && row.data().array() == file && row.data().offset() >= key.end();
            return pattern ? new RowPattern(file, start, at, key, row, memoSize - memos, steps) : null;
        }
    }
}
