package dev.lanegrad.losses.centers;

import dev.lanegrad.autograd.io.AtomicFile;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.autograd.io.StoredType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes {@code {class: row}} as a pickle of protocol 4, with the names that both NumPy 1 and NumPy 2 know. What the rows share is
 * built once, memoized and taken off the stack again; then comes the dictionary.
 */
final class PickleWriter {

    /** What CPython's own pickler gives to one opcode, so that nobody's stack grows with the file. */
    private static final int BATCH = 1000;

    private static final int RECONSTRUCT = 0;
    private static final int NDARRAY = 1;
    private static final int DTYPE = 2;

    private final OutputStream out;

    private PickleWriter(OutputStream out) {
        this.out = out;
    }

    static void write(Path file, int[] classes, StoredArray rows) throws IOException {
        AtomicFile.write(file, out -> new PickleWriter(out).write(classes, rows));
    }

    private void write(int[] classes, StoredArray rows) throws IOException {
        op(0x80, 4);
        text("cnumpy.core.multiarray\n_reconstruct\n");
        memoize(RECONSTRUCT);
        text("cnumpy\nndarray\n");
        memoize(NDARRAY);
        dtype(rows.type() == StoredType.FLOAT32 ? "f4" : "f8");
        memoize(DTYPE);
        text("}");
        int dims = rows.shape().dim(1);
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(dims, rows.type().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < classes.length; i++) {
            if (i % BATCH == 0) {
                text("(");
            }
            integer(classes[i]);
            row(rows, i, dims, data);
            if (i % BATCH == BATCH - 1 || i == classes.length - 1) {
                text("u");
            }
        }
        text(".");
    }

    /** {@code dtype(name, False, True)} with the state of a little-endian plain type. */
    private void dtype(String name) throws IOException {
        text("cnumpy\ndtype\n");
        shortText(name);
        op(0x89, 0x88, 0x87, 'R', '(', 'K', 3);
        shortText("<");
        text("NNN");
        signed(-1);
        signed(-1);
        op('K', 0, 't', 'b');
    }

    /** {@code _reconstruct(ndarray, (0,), b'b')} with the state {@code (1, (dims,), dtype, False, bytes)}. */
    private void row(StoredArray rows, int row, int dims, ByteBuffer data) throws IOException {
        op('h', RECONSTRUCT, 'h', NDARRAY, 'K', 0, 0x85, 'C', 1, 'b', 0x87, 'R', '(', 'K', 1);
        integer(dims);
        op(0x85, 'h', DTYPE, 0x89, 'B');
        data.clear();
        if (rows.type() == StoredType.FLOAT32) {
            data.asFloatBuffer().put(rows.floats(), row * dims, dims);
        } else {
            data.asDoubleBuffer().put(rows.doubles(), row * dims, dims);
        }
        littleEndian(data.capacity(), 4);
        out.write(data.array());
        op('t', 'b');
    }

    private void memoize(int index) throws IOException {
        op('q', index, '0');
    }

    private void integer(int value) throws IOException {
        if (value < 1 << 8) {
            op('K', value);
        } else if (value < 1 << 16) {
            op('M');
            littleEndian(value, 2);
        } else {
            signed(value);
        }
    }

    private void signed(int value) throws IOException {
        op('J');
        littleEndian(value, 4);
    }

    private void littleEndian(int value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write(value >>> 8 * i);
        }
    }

    private void shortText(String value) throws IOException {
        op(0x8C, value.length());
        text(value);
    }

    private void text(String value) throws IOException {
        out.write(value.getBytes(StandardCharsets.US_ASCII));
    }

    private void op(int... bytes) throws IOException {
        for (int b : bytes) {
            out.write(b);
        }
    }
}
