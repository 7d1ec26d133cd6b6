package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A warm call of any SIMD kernel allocates nothing: a register that became an object would show as bytes. */
@Tag("allocation")
class KernelAllocationTest {

    /** Several registers and a rest, and its cube fits the arrays. */
    private static final int SIZE = 37;
    private static final int LENGTH = 1 << 16;
    private static final int CALLS = 50;

    static Stream<AnyKernel> kernels() throws ReflectiveOperationException {
        return AnyKernel.all(Backend.SIMD);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aWarmCallAllocatesNothing(AnyKernel kernel) throws Throwable {
        Object[] arguments = kernel.arguments(SIZE, LENGTH);
        MethodHandle call = MethodHandles.insertArguments(
                MethodHandles.lookup().unreflect(kernel.method()).bindTo(kernel.family()), 0, arguments).asType(MethodType.methodType(void.class));
        call.invokeExact();
        assertEquals(0, Allocation.least(CALLS, () -> {
            try {
                call.invokeExact();
            } catch (Throwable e) {
                throw new AssertionError(kernel.toString(), e);
            }
        }), kernel.toString());
    }
}
