package dev.lanegrad.autograd.optim;

import dev.lanegrad.autograd.Tensor;
import java.util.List;

/** Limits on gradients, applied between the backward pass and the optimiser's step. */
public final class GradientClipping {

    private GradientClipping() {
    }

    /**
     * Scales all gradients down together so that their common Euclidean norm is at most {@code maxNorm}:
     * {@code g = g * min(1, maxNorm / (norm + 1e-6))}, as {@code torch.nn.utils.clip_grad_norm_} does.
     *
     * <p>The norms of the tensors are taken in their own types and combined in double. If the norm is infinite or NaN,
     * so are the gradients afterwards, in part or in whole; the caller sees it from the result and can skip the step.
     * Allocates nothing.
     *
     * @param parameters the tensors, each with a gradient and none of them twice
     * @param maxNorm    the largest norm that remains, at least 0
     * @return the norm before scaling
     * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN
     * @throws IllegalStateException    if a tensor has no gradient
     */
    public static double clipNorm(List<? extends Tensor<?>> parameters, double maxNorm) {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("clipNorm: maxNorm = " + maxNorm + " must be at least 0");
        }
        double squares = 0;
        for (int i = 0; i < parameters.size(); i++) {
            squares += squaredNorm(parameters.get(i));
        }
        double norm = Math.sqrt(squares);
        double factor = maxNorm / (norm + 1e-6);
        if (!(factor >= 1)) {
            for (int i = 0; i < parameters.size(); i++) {
                scale(parameters.get(i), factor);
            }
        }
        return norm;
    }

    private static <A> double squaredNorm(Tensor<A> parameter) {
        return parameter.kernels().reductions().squaredNorm(parameter.shape().size(), parameter.grad(), 0);
    }

    private static <A> void scale(Tensor<A> parameter, double factor) {
        A g = parameter.grad();
        parameter.kernels().elementwise().scale(parameter.shape().size(), factor, g, 0, g, 0);
    }
}
