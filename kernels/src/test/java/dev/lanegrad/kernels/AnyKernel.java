package dev.lanegrad.kernels;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kernel, found by reflection, so that no test of all kernels forgets one.
 *
 * @param set    says the element type and the backend
 * @param family the object that has the kernel
 * @param method the kernel
 */
record AnyKernel(Kernels<?> set, Object family, Method method) {

    /** All kernels of both element types. */
    static Stream<AnyKernel> all(Backend backend) throws ReflectiveOperationException {
        List<AnyKernel> found = new ArrayList<>();
        for (Kernels<?> set : List.of(Kernels.floats(backend), Kernels.doubles(backend))) {
            for (Method accessor : Kernels.class.getMethods()) {
                if (!Modifier.isStatic(accessor.getModifiers()) && accessor.getReturnType().isInterface()) {
                    Object family = accessor.invoke(set);
                    Stream.of(accessor.getReturnType().getMethods()).filter(AnyKernel::isKernel)
                            .forEach(method -> found.add(new AnyKernel(set, family, method)));
                }
            }
        }
        // Reflection has no order of its own, and a run of a single invocation must find the same one.
        return found.stream().sorted(Comparator.comparing((AnyKernel kernel) -> kernel.method.toString()).thenComparing(AnyKernel::toString));
    }

    /** Storage's methods on single elements are array accesses. */
    private static boolean isKernel(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() > 0
                && !Set.of("get", "set", "length", "allocate").contains(method.getName());
    }

    /** Arguments that it accepts: arrays of so many elements, offsets of 1, and so many of everything else, but two maps of kernels. */
    Object[] arguments(int size, int length) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(i, size, length);
        }
        if (method.getName().equals("weightedKthLargest")) {
            Arrays.fill((int[]) arguments[3], 1);
        }
        return arguments;
    }

    private Object argument(int i, int size, int length) {
        Class<?> type = type(i);
        if (type == Object.class) {
            return KernelCases.random(set.storage(), length, i);
        } else if (type.isArray()) {
            return Array.newInstance(type.componentType(), length);
        } else if (type == int.class) {
            return isOffset(i) ? 1 : isSize(i) && !name(i).equals("kernels") ? size : 2;
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
            int[] first = method.getName().matches("addSum|addRepeated") ? new int[] {size, size} : new int[] {size, 1};
            return Broadcast.of("broadcast", first, new int[] {1, size});
        }
        return type.getEnumConstants()[0];
    }

    Class<?> type(int i) {
        return method.getParameterTypes()[i];
    }

    String name(int i) {
        return method.getParameters()[i].getName();
    }

    boolean isArray(int i) {
        return type(i).isArray() || type(i) == Object.class;
    }

    /** The offset of an array is the number that follows it. */
    boolean isOffset(int i) {
        return i > 0 && isArray(i - 1) && !type(i).isArray();
    }

    /** Not the position of a count in its word, which follows the words, nor what is added to the number of rows of a class. */
    boolean isSize(int i) {
        boolean shift = i > 1 && type(i - 2) == int[].class && type(i - 1) == int.class;
        return type(i) == int.class && !isOffset(i) && !shift && !(method.getName().equals("moveCenters") && i == 4);
    }

    /** What a call with these arguments throws, or null. */
    Throwable thrown(Object[] arguments) {
        try {
            method.invoke(family, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return set.storage().elementType() + " " + set.backend() + " " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + " with " + method.getParameterCount() + " arguments";
    }
}
