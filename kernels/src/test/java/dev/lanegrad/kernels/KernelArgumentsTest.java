package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel refuses, with an {@code IllegalArgumentException} that names kernel and argument, arrays that are too short, offsets that lie before or past the array, and
 * negative numbers of elements. The kernels are found by reflection, so none is forgotten: what is
 * called with two of everything must work, and each argument is then spoilt in turn.
 */
class KernelArgumentsTest {

    private static final int SIZE = 2;
    private static final int LENGTH = 256;

    /** A kernel and whose it is; {@code set} says the element type and the backend. */
    record Kernel(Kernels<?> set, Object family, Method method) {

        private Object[] validArguments() {
            Class<?>[] types = method.getParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = valid(types, i);
            }
            if (method.getName().equals("weightedKthLargest")) {
                Arrays.fill((int[]) arguments[3], 1);
            }
            return arguments;
        }

        private Object valid(Class<?>[] types, int i) {
            Class<?> type = types[i];
            if (type == Object.class) {
                return set.storage().allocate(LENGTH);
            } else if (type.isArray()) {
                return Array.newInstance(type.componentType(), LENGTH);
            } else if (type == int.class) {
                return isOffset(types, i) ? 1 : SIZE;
            } else if (type == long.class) {
                return 4L;
            } else if (type == double.class) {
                return 0.5;
            } else if (type == boolean.class) {
                return false;
            } else if (type == Workers.class) {
                return Workers.single();
            } else if (type == LabelTargets.class) {
                return LabelTargets.oneHot();
            } else if (type == Broadcast.class) {
                int[] first = method.getName().matches("addSum|addRepeated") ? new int[] {SIZE, SIZE} : new int[] {SIZE, 1};
                return Broadcast.of("broadcast", first, new int[] {1, SIZE});
            }
            return type.getEnumConstants()[0];
        }

        /** What a call with these arguments throws, or null. */
        private Throwable thrown(Object[] arguments) {
            try {
                method.invoke(family, arguments);
                return null;
            } catch (InvocationTargetException e) {
                return e.getCause();
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        private Object[] with(int i, Object value) {
            Object[] arguments = validArguments();
            arguments[i] = value;
            return arguments;
        }

        @Override
        public String toString() {
            return set.storage().elementType() + " " + set.backend() + " " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                    + " with " + method.getParameterCount() + " arguments";
        }
    }

    /** The offset of an array is the number that follows it. */
    private static boolean isOffset(Class<?>[] types, int i) {
        return i > 0 && (types[i - 1].isArray() || types[i - 1] == Object.class) && !types[i].isArray();
    }

    /** The position of a count in its word, which follows the words, and what is added to the number of rows of a class. */
    private static boolean isAnyNumber(Method method, int i) {
        Class<?>[] types = method.getParameterTypes();
        boolean shift = i > 1 && types[i - 2] == int[].class && types[i - 1] == int.class;
        return shift || method.getName().equals("moveCenters") && i == 4;
    }

    static Stream<Kernel> kernels() throws ReflectiveOperationException {
        List<Kernel> found = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            for (Kernels<?> set : List.of(Kernels.floats(backend), Kernels.doubles(backend))) {
                for (Method accessor : Kernels.class.getMethods()) {
                    if (!Modifier.isStatic(accessor.getModifiers()) && accessor.getReturnType().isInterface()) {
                        Object family = accessor.invoke(set);
                        Stream.of(accessor.getReturnType().getMethods()).filter(KernelArgumentsTest::isKernel)
                                .forEach(method -> found.add(new Kernel(set, family, method)));
                    }
                }
            }
        }
        // Reflection has no order of its own, and a run of a single invocation must find the same one.
        return found.stream().sorted(Comparator.comparing((Kernel kernel) -> kernel.method.toString()).thenComparing(Kernel::toString));
    }

    /** Storage's methods on single elements are array accesses. */
    private static boolean isKernel(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() > 0
                && !Set.of("get", "set", "length", "allocate").contains(method.getName());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void refusesWhatDoesNotLieInItsArrays(Kernel kernel) {
        Object[] valid = kernel.validArguments();
        assertNull(kernel.thrown(valid), () -> kernel + " of valid arguments");
        Class<?>[] types = kernel.method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isArray() || types[i] == Object.class) {
                refusesShortArrays(kernel, i, valid[i]);
            } else if (isOffset(types, i)) {
                refuses(kernel, i, types[i] == long.class ? (Object) (-4L) : (Object) (-1));
                refuses(kernel, i, types[i] == long.class ? (Object) (1L << 40) : (Object) Integer.MAX_VALUE);
            } else if (types[i] == int.class && !isAnyNumber(kernel.method, i)) {
                refuses(kernel, i, -1);
            }
        }
    }

    /** From the length at which a call fails on, all shorter ones fail in the same way, and an empty array always does. */
    private static void refusesShortArrays(Kernel kernel, int i, Object array) {
        int length = LENGTH;
        while (length > 0 && kernel.thrown(kernel.with(i, beginning(array, length))) == null) {
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

    private static void refuses(Kernel kernel, int i, Object value) {
        Throwable thrown = kernel.thrown(kernel.with(i, value));
        String what = value.getClass().isArray() ? "an array of " + Array.getLength(value) : "" + value;
        String parameter = kernel.method.getParameters()[i].getName();
        // Two maps in one array.
        String name = kernel.method.getName().equals("addMapSums") ? parameter.replaceAll("^(first|second)", "p") : parameter;
        Supplier<String> at = () -> kernel + " with " + what + " as " + name + ": " + thrown;
        assertInstanceOf(IllegalArgumentException.class, thrown, at);
        String message = thrown.getMessage();
        assertTrue(message.startsWith(kernel.method.getName() + ": ") || message.startsWith("blockCounts: "), at);
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
