package dev.lanegrad.kernels.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for packed panels of B. The data of an array begins 16 bytes into its object, and the object anywhere: most loads of 64 bytes cross a line of the
 * cache and take two turns. Memory outside of the heap begins where it is told to and stays there.
 */
public final class GemmPanels {

    /** The class of every such segment. {@code SEGMENT.cast(s)} tells the compiler so, whatever other segments the process uses. */
    public static final Class<? extends MemorySegment> SEGMENT = MemorySegment.NULL.getClass();

    private static final int LINE = 64;

    private GemmPanels() {
    }

    /** Memory that begins with a line of the cache, and is freed some time after nobody refers to it any more. */
    static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, LINE);
    }
}
