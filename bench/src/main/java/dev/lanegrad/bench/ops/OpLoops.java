package dev.lanegrad.bench.ops;

import java.util.Map;

/** Operations and their gradients in plain Java. */
interface OpLoops {

    /** What computes an operation forward and backward, by the operation's name. */
    Map<String, Runnable> byName();

    /** The first {@code size} elements of the last result, then the gradients of x, y, p, weight and bias. */
    double[][] results(int size);
}
