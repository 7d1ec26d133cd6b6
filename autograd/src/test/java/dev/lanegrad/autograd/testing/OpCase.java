package dev.lanegrad.autograd.testing;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An operation under test.
 *
 * @param name      its name, as a user would call it
 * @param sampler   draws inputs of random shapes and says how to record the operation on them
 * @param badInputs what it refuses
 */
public record OpCase(String name, Sampler sampler, List<BadInput> badInputs) {

    /** Draws one sample. Inputs must keep away from kinks by far more than the step of a gradient check. */
    @FunctionalInterface
    public interface Sampler {
        Sample draw(Draw draw);
    }

    /**
     * Records the operation. The inputs hold {@code float[]} or {@code double[]}: {@code Object} stands for either, since a
     * lambda expression cannot have a type parameter.
     */
    @FunctionalInterface
    public interface Recorder {
        Tensor<?> record(Tape tape, List<Tensor<Object>> inputs);
    }

    /** The inputs drawn, and the operation on them. */
    public record Sample(Recorder recorder, List<Input> inputs) {

        /** The same operation on inputs that a {@code float} can hold, so that both types compute on the same numbers. */
        public Sample rounded() {
            return new Sample(recorder, inputs.stream().map(Input::rounded).toList());
        }
    }

    /** A parameter or a constant to be. */
    public record Input(String name, Shape shape, double[] values, boolean differentiable) {

        private Input rounded() {
            return new Input(name, shape, Arrays.stream(values).map(v -> (float) v).toArray(), differentiable);
        }

        /** The same values as a constant. */
        public Input asConstant() {
            return new Input(name, shape, values, false);
        }
    }

    /** A call that must throw an {@link IllegalArgumentException} with exactly this message. */
    public record BadInput(String message, Consumer<Tape> call) {
    }

    public static OpCase of(String name, Sampler sampler) {
        return new OpCase(name, sampler, List.of());
    }

    /** Returns this case with one more input that is refused. */
    public OpCase refusing(String message, Consumer<Tape> call) {
        List<BadInput> all = new ArrayList<>(badInputs);
        all.add(new BadInput(message, call));
        return new OpCase(name, sampler, List.copyOf(all));
    }

    @Override
    public String toString() {
        return name;
    }
}
