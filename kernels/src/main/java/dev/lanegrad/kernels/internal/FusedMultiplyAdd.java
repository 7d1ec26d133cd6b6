package dev.lanegrad.kernels.internal;

/**
 * Tells whether {@link Math#fma} is an instruction here. Where it is not (x86 before 2013, SSE alone), Java computes it with
 * {@link java.math.BigDecimal}.
 *
 * <p>No property of a virtual machine says so, hence it is timed: in the interpreter the instruction takes the time of any call, the
 * emulation hundreds of times as long. The shortest of several batches counts, so that a pause in between does not mislead.
 */
final class FusedMultiplyAdd {

    private static final int BATCHES = 10;
    private static final int CALLS = 20;

    /** Far from both: the ratio is about 1 with the instruction, and above 50 without. */
    private static final int RATIO = 12;

    private FusedMultiplyAdd() {
    }

    static boolean isAnInstruction() {
        long fused = Long.MAX_VALUE;
        long plain = Long.MAX_VALUE;
        double x = 1.1;
        double y = 1.1;
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                x = Math.fma(x, 0.3, 0.7);
            }
            long middle = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                y = multiplyAdd(y, 0.3, 0.7);
            }
            long end = System.nanoTime();
            fused = Math.min(fused, middle - start);
            plain = Math.min(plain, end - middle);
        }
        // Both series converge to 1, so this reads them without changing the answer.
        return fused < RATIO * Math.max(plain, 1) && Math.abs(x - y) < 1;
    }

    private static double multiplyAdd(double a, double b, double c) {
        return a * b + c;
    }
}
