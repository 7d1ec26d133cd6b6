package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;

/** A shape seen along one axis: {@code [outer, n, inner]}. */
record AxisView(int outer, int n, int inner) {

    static AxisView of(String operation, Shape shape, int axis) {
        int resolved = shape.axis(operation, axis);
        return new AxisView(Shapes.leading(shape, shape.rank() - resolved).size(), shape.dim(resolved),
                Shapes.trailing(shape, resolved + 1).size());
    }
}
