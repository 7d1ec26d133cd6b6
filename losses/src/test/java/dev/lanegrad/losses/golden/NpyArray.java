package dev.lanegrad.losses.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array as a case stores it: its shape, and its elements as {@code double[]}, {@code float[]}, {@code long[]} or
 * {@code byte[]}. Reads what the vectors use of NumPy's format: little endian, C order, the types
 * {@code <f8 <f4 <i8 |u1}.
 */
record NpyArray(String type, int[] dims, Object elements) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([\\d, ]*)\\),?\\s*}\\s*");

    /** Reads the bytes of a file; errors name it. */
    static NpyArray read(String file, byte[] bytes) {
        require(bytes.length >= 10 && Arrays.equals(MAGIC, Arrays.copyOf(bytes, 6)), file, "is not an npy file");
        require(bytes[6] == 1, file, "is of npy version " + bytes[6] + ", not 1");
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Short.toUnsignedInt(buffer.getShort(8));
        require(10 + headerLength <= bytes.length, file, "ends within its header");
        String header = new String(bytes, 10, headerLength, StandardCharsets.US_ASCII);
        Matcher fields = HEADER.matcher(header);
        require(fields.matches(), file, "has the header " + header);
        require(fields.group(2).equals("False"), file, "is in Fortran order");
        int[] dims = Arrays.stream(fields.group(3).split(",")).map(String::strip).filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt).toArray();
        buffer.position(10 + headerLength);
        return new NpyArray(fields.group(1), dims, elements(file, fields.group(1), size(dims), buffer));
    }

    private static Object elements(String file, String type, int size, ByteBuffer buffer) {
        int width = switch (type) {
            case "<f8", "<i8" -> 8;
            case "<f4" -> 4;
            case "|u1" -> 1;
            default -> throw new IllegalArgumentException(file + " holds elements of type " + type);
        };
        require(buffer.remaining() == (long) size * width, file, "has " + buffer.remaining()
                + " bytes of data instead of " + (long) size * width);
        switch (type) {
            case "<f8" -> {
                double[] x = new double[size];
                buffer.asDoubleBuffer().get(x);
                return x;
            }
            case "<f4" -> {
                float[] x = new float[size];
                buffer.asFloatBuffer().get(x);
                return x;
            }
            case "<i8" -> {
                long[] x = new long[size];
                buffer.asLongBuffer().get(x);
                return x;
            }
            default -> {
                byte[] x = new byte[size];
                buffer.get(x);
                return x;
            }
        }
    }

    private static void require(boolean condition, String file, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(file + " " + complaint);
        }
    }

    static int size(int[] dims) {
        return Arrays.stream(dims).reduce(1, Math::multiplyExact);
    }

    /** The elements as {@code double}; integers and {@code float} are widened. */
    double[] doubles() {
        double[] y = new double[size(dims)];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (elements) {
                case double[] x -> x[i];
                case float[] x -> x[i];
                case int[] x -> x[i];
                case long[] x -> x[i];
                case byte[] x -> Byte.toUnsignedInt(x[i]);
                default -> throw new IllegalStateException(type);
            };
        }
        return y;
    }

    /** The elements as {@code float}, rounded to nearest. */
    float[] floats() {
        double[] x = doubles();
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    /** The elements as {@code int}, each of which must be an integer in range. */
    int[] ints() {
        double[] x = doubles();
        int[] y = new int[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (int) x[i];
            if (y[i] != x[i]) {
                throw new IllegalArgumentException("element " + i + " = " + x[i] + " is not an int");
            }
        }
        return y;
    }
}
