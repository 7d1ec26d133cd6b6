package dev.lanegrad.bench.peers.javacpp;

import dev.lanegrad.bench.GemmInput;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The operands of a product outside of the heap. */
public final class OffHeap implements AutoCloseable {

    /** A. */
    public final Pointer a;
    /** B. */
    public final Pointer b;
    /** C. */
    public final Pointer c;
    private final GemmInput input;

    /**
     * Copies the operands.
     *
     * @param input the operands
     */
    public OffHeap(GemmInput input) {
        this.input = input;
        a = input.single ? new FloatPointer(input.aFloat) : new DoublePointer(input.a);
        b = input.single ? new FloatPointer(input.bFloat) : new DoublePointer(input.b);
        c = input.single ? new FloatPointer(input.cFloat) : new DoublePointer(input.c);
    }

    /**
     * C.
     *
     * @return the elements, row by row
     */
    public double[] result() {
        double[] result = new double[input.m * input.n];
        for (int i = 0; i < result.length; i++) {
            result[i] = input.single ? ((FloatPointer) c).get(i) : ((DoublePointer) c).get(i);
        }
        return result;
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
    }
}
