package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.ElementType;
import dev.lanegrad.kernels.Storage;
import java.util.Optional;

/**
 * A copy of an array that an operation gave, widened to {@code double}.
 *
 * @param type the element type where it is part of the contract: that of a tensor
 */
record Result(Optional<String> type, int[] dims, double[] values) {

    static <A> Result data(Tensor<A> x) {
        return of(x, x.data());
    }

    static <A> Result gradient(Tensor<A> x) {
        return of(x, x.grad());
    }

    private static <A> Result of(Tensor<A> x, A array) {
        String type = x.elementType() == ElementType.FLOAT ? "<f4" : "<f8";
        return new Result(Optional.of(type), x.shape().dims(), widened(x.kernels().storage(), array));
    }

    /** Integers, or numbers whose type is not part of the contract. */
    static Result of(Object array, int... dims) {
        return new Result(Optional.empty(), dims, new NpyArray("", dims, array).doubles());
    }

    private static <A> double[] widened(Storage<A> storage, A x) {
        double[] y = new double[storage.length(x)];
        for (int i = 0; i < y.length; i++) {
            y[i] = storage.get(x, i);
        }
        return y;
    }
}
