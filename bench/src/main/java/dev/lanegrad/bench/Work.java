package dev.lanegrad.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one call of a benchmark has to do at least, so that its time can be held against the limits of the machine. The values are
 * arithmetic expressions in the benchmark's parameters; a parameter of the form {@code MxNxK} gives {@code m}, {@code n} and
 * {@code k}, and {@code size} is the number of bytes of an element (8 if the parameter {@code type} is {@code double}, else 4).
 * It is written at the method of this library and holds for every other implementation of the task.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Work {

    /**
     * Multiplications and additions.
     *
     * @return an expression, for example {@code 2 * n^3}
     */
    String operations() default "";

    /**
     * Bytes that are read, each once.
     *
     * @return an expression, for example {@code 2 * size * n}
     */
    String reads() default "";

    /**
     * Bytes that are written, each once.
     *
     * @return an expression
     */
    String writes() default "";

    /**
     * Bytes of all arrays together, which decide the cache that they fit. Needed where an array is both read and written.
     *
     * @return an expression; empty for the sum of reads and writes
     */
    String memory() default "";
}
