package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Broadcast;
import dev.lanegrad.kernels.Broadcasting;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Storage;

/**
 * Goes row by row through the kernels for vectors, so it is written once for both types and both backends.
 *
 * <p>Where an operand is repeated along a row, the row has a scalar kernel that gives the bits of the plain formula:
 * {@code fma(1, a, s)} is {@code a + s} and {@code fma(-1, b, s)} is {@code s - b}, rounded once.
 */
public record RowBroadcasting<A>(Storage<A> storage, Reductions<A> reductions, Elementwise<A> elementwise)
        implements Broadcasting<A> {

    private enum Operation { ADD, SUB, MUL, DIV }

    @Override
    public void add(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset) {
        combine("add", Operation.ADD, plan, a, aOffset, b, bOffset, y, yOffset);
    }

    @Override
    public void sub(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset) {
        combine("sub", Operation.SUB, plan, a, aOffset, b, bOffset, y, yOffset);
    }

    @Override
    public void mul(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset) {
        combine("mul", Operation.MUL, plan, a, aOffset, b, bOffset, y, yOffset);
    }

    @Override
    public void div(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset) {
        combine("div", Operation.DIV, plan, a, aOffset, b, bOffset, y, yOffset);
    }

    @Override
    public void addSum(Broadcast plan, double alpha, A a, int aOffset, A b, int bOffset) {
        check("addSum", plan, a, aOffset, b, bOffset);
        int cols = plan.cols();
        int p = aOffset;
        for (int block = 0; block < plan.blocks(); block++) {
            int q = bOffset + plan.bOffset(block);
            for (int i = 0; i < plan.rows(); i++) {
                if (plan.bRepeatsAlongRow()) {
                    storage.set(b, q, Math.fma(alpha, reductions.sum(cols, a, p), storage.get(b, q)));
                } else {
                    elementwise.axpy(cols, alpha, a, p, b, q);
                }
                p += cols;
                q += plan.bRowStride();
            }
        }
    }

    @Override
    public void addRepeated(Broadcast plan, double alpha, A a, int aOffset, A b, int bOffset) {
        check("addRepeated", plan, a, aOffset, b, bOffset);
        int cols = plan.cols();
        int p = aOffset;
        for (int block = 0; block < plan.blocks(); block++) {
            int q = bOffset + plan.bOffset(block);
            for (int i = 0; i < plan.rows(); i++) {
                if (plan.bRepeatsAlongRow()) {
                    elementwise.scaleAndShift(cols, 1, alpha * storage.get(b, q), a, p, a, p);
                } else {
                    elementwise.axpy(cols, alpha, b, q, a, p);
                }
                p += cols;
                q += plan.bRowStride();
            }
        }
    }

    private void combine(String kernel, Operation operation, Broadcast plan,
                         A a, int aOffset, A b, int bOffset, A y, int yOffset) {
        Checks.range(kernel, "a", storage.length(a), aOffset, plan.aSize());
        Checks.range(kernel, "b", storage.length(b), bOffset, plan.bSize());
        Checks.range(kernel, "y", storage.length(y), yOffset, plan.size());
        int cols = plan.cols();
        int r = yOffset;
        for (int block = 0; block < plan.blocks(); block++) {
            int p = aOffset + plan.aOffset(block);
            int q = bOffset + plan.bOffset(block);
            for (int i = 0; i < plan.rows(); i++) {
                if (plan.aRepeatsAlongRow()) {
                    scalarAndRow(operation, cols, storage.get(a, p), b, q, y, r);
                } else if (plan.bRepeatsAlongRow()) {
                    rowAndScalar(operation, cols, a, p, storage.get(b, q), y, r);
                } else {
                    rowAndRow(operation, cols, a, p, b, q, y, r);
                }
                p += plan.aRowStride();
                q += plan.bRowStride();
                r += cols;
            }
        }
    }

    private void rowAndRow(Operation operation, int n, A a, int p, A b, int q, A y, int r) {
        switch (operation) {
            case ADD -> elementwise.add(n, a, p, b, q, y, r);
            case SUB -> elementwise.sub(n, a, p, b, q, y, r);
            case MUL -> elementwise.mul(n, a, p, b, q, y, r);
            case DIV -> elementwise.div(n, a, p, b, q, y, r);
        }
    }

    private void rowAndScalar(Operation operation, int n, A a, int p, double s, A y, int r) {
        switch (operation) {
            case ADD -> elementwise.scaleAndShift(n, 1, s, a, p, y, r);
            case SUB -> elementwise.scaleAndShift(n, 1, -s, a, p, y, r);
            case MUL -> elementwise.scale(n, s, a, p, y, r);
            case DIV -> elementwise.divideBy(n, s, a, p, y, r);
        }
    }

    private void scalarAndRow(Operation operation, int n, double s, A b, int q, A y, int r) {
        switch (operation) {
            case ADD -> elementwise.scaleAndShift(n, 1, s, b, q, y, r);
            case SUB -> elementwise.scaleAndShift(n, -1, s, b, q, y, r);
            case MUL -> elementwise.scale(n, s, b, q, y, r);
            case DIV -> elementwise.divideInto(n, s, b, q, y, r);
        }
    }

    private void check(String kernel, Broadcast plan, A a, int aOffset, A b, int bOffset) {
        if (plan.aSize() != plan.size()) {
            throw new IllegalArgumentException(kernel + ": a has " + plan.aSize()
                    + " elements and must have the common shape " + plan);
        }
        Checks.range(kernel, "a", storage.length(a), aOffset, plan.aSize());
        Checks.range(kernel, "b", storage.length(b), bOffset, plan.bSize());
    }
}
