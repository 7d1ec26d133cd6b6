package dev.lanegrad.autograd.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bytes that a warm step allocates. */
public final class Allocation {

    private static final long NANOS = 60_000_000_000L;

    /** Looked up once, since looking it up allocates. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {
    }

    /**
     * The least that this many steps in a row allocate: SIMD kernels allocate until they are compiled, which takes long on a busy machine. Gives
     * up after a minute.
     */
    public static long least(int steps, Runnable step) {
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + NANOS;
        while (least > 0 && System.nanoTime() < deadline) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < steps; i++) {
                step.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
