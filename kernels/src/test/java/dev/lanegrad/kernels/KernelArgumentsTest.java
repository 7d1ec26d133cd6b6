package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel refuses, with an {@code IllegalArgumentException} that names kernel and argument, arrays that are too short, offsets
 * that lie before or past the array, and negative numbers of elements: what is called with two of everything must work, and each
 * argument is then spoilt in turn.
 */
class KernelArgumentsTest {

    private static final int SIZE = 2;
    private static final int LENGTH = 256;

    static Stream<AnyKernel> kernels() throws ReflectiveOperationException {
        return Stream.concat(AnyKernel.all(Backend.PORTABLE), AnyKernel.all(Backend.SIMD));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void refusesWhatDoesNotLieInItsArrays(AnyKernel kernel) {
        Object[] valid = kernel.arguments(SIZE, LENGTH);
        assertNull(kernel.thrown(valid), () -> kernel + " of valid arguments");
        for (int i = 0; i < valid.length; i++) {
            if (kernel.isArray(i)) {
                refusesShortArrays(kernel, i, valid[i]);
            } else if (kernel.isOffset(i)) {
                boolean wide = kernel.type(i) == long.class;
                refuses(kernel, i, wide ? (Object) (-4L) : (Object) (-1));
                refuses(kernel, i, wide ? (Object) (1L << 40) : (Object) Integer.MAX_VALUE);
            } else if (kernel.isSize(i)) {
                refuses(kernel, i, -1);
            }
        }
    }

    private static Throwable thrownWith(AnyKernel kernel, int i, Object value) {
        Object[] arguments = kernel.arguments(SIZE, LENGTH);
        arguments[i] = value;
        return kernel.thrown(arguments);
    }

    /** From the length at which a call fails on, all shorter ones fail in the same way, and an empty array always does. */
    private static void refusesShortArrays(AnyKernel kernel, int i, Object array) {
        int length = LENGTH;
        while (length > 0 && thrownWith(kernel, i, beginning(array, length)) == null) {
            length--;
        }
        for (; length >= 0; length--) {
            refuses(kernel, i, beginning(array, length));
        }
    }

    private static Object beginning(Object array, int length) {
        Object copy = Array.newInstance(array.getClass().componentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    private static void refuses(AnyKernel kernel, int i, Object value) {
        Throwable thrown = thrownWith(kernel, i, value);
        String what = value.getClass().isArray() ? "an array of " + Array.getLength(value) : "" + value;
        String parameter = kernel.name(i);
        // Two maps in one array.
        String name = kernel.method().getName().equals("addMapSums") ? parameter.replaceAll("^(first|second|third)", "p") : parameter;
        Supplier<String> at = () -> kernel + " with " + what + " as " + name + ": " + thrown;
        assertInstanceOf(IllegalArgumentException.class, thrown, at);
        String message = thrown.getMessage();
        assertTrue(message.startsWith(kernel.method().getName() + ": ") || message.startsWith("blockCounts: "), at);
        if (value.getClass().isArray()) {
            assertTrue(message.contains(" " + name + " has "), at);
        } else if (value instanceof Number number && number.longValue() > 0) {
            assertTrue(message.contains(" " + name.replace("Offset", "") + " has "), at);
        } else {
            String size = " = " + value + " must";
            boolean isNamed = message.contains(" " + name + size)
                    || name.equals("n") && message.matches(".*: the size of \\w+" + size + ".*")
                    || message.matches(".*: the number of (rows|columns) of \\w+" + size + ".*");
            assertTrue(isNamed, at);
        }
    }
}
