package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * Rows and pixels picked by an index. Made for static import, like {@link Ops}, whose rules for arguments and errors hold
 * here too.
 *
 * <p>Index arrays are held by reference and read, and checked, at every replay.
 */
public final class Indexed {

    private Indexed() {
    }

    /**
     * Picks rows: {@code y[i,...] = table[index[i],...]}. An index may occur several times; its gradients add up, in
     * the order of the index.
     *
     * @param <A>   the type of the arrays
     * @param tape  the tape
     * @param table {@code [rows, ...]}, at least one axis; differentiable
     * @param index which rows {@code [n]}, each in {@code [0, rows)}
     * @return the rows {@code [n, ...]}
     * @throws IllegalArgumentException if {@code table} is a scalar, or if an index is out of range
     */
    public static <A> Tensor<A> gatherRows(Tape tape, Tensor<A> table, int[] index) {
        return tape.record(new GatherRows<>(table, index)).result();
    }

    /**
     * Adds rows to those that an index names, in the order of the index:
     * {@code y[r,...] = sum x[i,...] over all i with index[i] = r}; rows that no index names are 0.
     *
     * @param <A>   the type of the arrays
     * @param tape  the tape
     * @param x     {@code [n, ...]}, at least one axis; differentiable
     * @param index where the rows go {@code [n]}, each in {@code [0, rows)}
     * @param rows  the number of rows of the result
     * @return the sums {@code [rows, ...]}
     * @throws IllegalArgumentException if {@code index} has not one element per row of {@code x}, or if one is out of range
     */
    public static <A> Tensor<A> scatterAddRows(Tape tape, Tensor<A> x, int[] index, int rows) {
        return tape.record(new ScatterAddRows<>(x, index, rows)).result();
    }

    /**
     * Upsampling by whole factors, every pixel repeated: {@code y[...,i,j] = x[..., i / scaleH, j / scaleW]}. The gradient
     * of a pixel is the sum over its copies.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param x      images {@code [..., h, w]} with at least one pixel; differentiable
     * @param scaleH the factor of the height, at least 1
     * @param scaleW the factor of the width, at least 1
     * @return the images {@code [..., scaleH h, scaleW w]}
     * @throws IllegalArgumentException if {@code x} is not made of images, or if a factor is less than 1
     */
    public static <A> Tensor<A> upsampleNearest(Tape tape, Tensor<A> x, int scaleH, int scaleW) {
        return tape.record(ResizeNearest.upsampling(x, scaleH, scaleW)).result();
    }

    /**
     * Resizing to the nearest neighbour at or before the exact place:
     * {@code y[...,i,j] = x[..., floor(i h / outH), floor(j w / outW)]}, in exact integers.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    images {@code [..., h, w]} with at least one pixel; differentiable
     * @param outH the new height, at least 1
     * @param outW the new width, at least 1
     * @return the images {@code [..., outH, outW]}
     * @throws IllegalArgumentException if {@code x} is not made of images, or if a new size is less than 1
     */
    public static <A> Tensor<A> resizeNearest(Tape tape, Tensor<A> x, int outH, int outW) {
        return tape.record(new ResizeNearest<>("resizeNearest", x, outH, outW)).result();
    }
}
