package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y[p,i,j] = x[p, floor(i h / outH), floor(j w / outW)]}       x [p, h, w] -> y [p, outH, outW]
 *
 * <p>{@code dx[p, floor(i h / outH), floor(j w / outW)] += dy[p,i,j]}
 */
final class ResizeNearest<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final int planes;
    private final int h;
    private final int w;
    private final int outH;
    private final int outW;

    ResizeNearest(String operation, Tensor<A> x, int outH, int outW) {
        Shapes.requireRank(operation, "x", x.shape(), 2);
        this.x = x;
        this.h = x.shape().dim(-2);
        this.w = x.shape().dim(-1);
        if (h < 1 || w < 1) {
            throw new IllegalArgumentException(operation + ": the images of x " + x.shape() + " must have pixels");
        }
        if (outH < 1 || outW < 1) {
            throw new IllegalArgumentException(
                    operation + ": the new size [" + outH + ", " + outW + "] must be at least 1 in height and width");
        }
        this.outH = outH;
        this.outW = outW;
        Shape leading = Shapes.leading(x.shape(), 2);
        this.planes = leading.size();
        this.y = Tensor.result(x.kernels(), Shapes.append(leading, outH, outW), x);
    }

    /** Resizing to a multiple of the size. */
    static <A> ResizeNearest<A> upsampling(Tensor<A> x, int scaleH, int scaleW) {
        Shapes.requireRank("upsampleNearest", "x", x.shape(), 2);
        if (scaleH < 1 || scaleW < 1) {
            throw new IllegalArgumentException("upsampleNearest: the factors " + scaleH + " and " + scaleW
                    + " must be at least 1");
        }
        long outH = (long) scaleH * x.shape().dim(-2);
        long outW = (long) scaleW * x.shape().dim(-1);
        if (Math.max(outH, outW) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("upsampleNearest: x " + x.shape() + " times " + scaleH + " and " + scaleW
                    + " has more than 2^31 - 1 elements");
        }
        return new ResizeNearest<>("upsampleNearest", x, (int) outH, (int) outW);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().indexing().resizeNearest(planes, h, w, outH, outW, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().indexing().addResizeNearestAdjoint(planes, h, w, outH, outW, y.grad(), 0, x.grad(), 0);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
