package dev.lanegrad.autograd.optim;

import dev.lanegrad.autograd.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The checks that optimisers share. */
final class Parameters {

    private Parameters() {
    }

    /** Requires that there are parameters, each with a gradient and none twice, and returns a copy of the list. */
    static List<Tensor<?>> check(String operation, List<? extends Tensor<?>> parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(operation + ": parameters must not be empty");
        }
        Set<Tensor<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < parameters.size(); i++) {
            Tensor<?> parameter = parameters.get(i);
            if (!parameter.requiresGrad()) {
                throw new IllegalArgumentException(operation + ": parameters[" + i + "] " + parameter
                        + " is a constant; what is optimised must have a gradient");
            }
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException(operation + ": parameters[" + i + "] " + parameter
                        + " occurs twice and would make two steps");
            }
        }
        return List.copyOf(parameters);
    }

    /** Requires a finite number that is not negative. */
    static double notNegative(String operation, String name, double value) {
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    operation + ": " + name + " = " + value + " must be finite and at least 0");
        }
        return value;
    }

    /** Requires a number in {@code [0, 1)}. */
    static double decay(String operation, String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(operation + ": " + name + " = " + value + " must lie in [0, 1)");
        }
        return value;
    }
}
