package dev.lanegrad.autograd.testing;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheck;
import dev.lanegrad.autograd.check.GradCheckResult;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.kernels.Kernels;
import java.util.List;
import java.util.SplittableRandom;

/** An operation recorded on a tape of its own. Numbers go in and out as {@code double}, which holds every {@code float}. */
public record Run(Tape tape, List<Tensor<Object>> inputs, Tensor<?> output) {

    /** What a gradient in {@code double} may differ from differences, relative to the largest derivative of its argument. */
    public static final double GRADIENT_ERROR = 1e-6;

    /** Compares the gradients of a sample with central differences, in {@code double}. */
    public static GradCheckResult gradCheck(Sample sample) {
        List<Tensor<Object>> inputs = of(Kernels.doubles(), sample).inputs();
        return GradCheck.defaults().withEps(1e-5).withTolerances(1e-7, GRADIENT_ERROR).check(
                tape -> {
                    @SuppressWarnings("unchecked")
                    Tensor<double[]> output = (Tensor<double[]>) sample.recorder().record(tape, inputs);
                    return output;
                },
                inputs.stream().filter(Tensor::requiresGrad).toArray(Tensor<?>[]::new));
    }

    /** Records a sample with the arrays of given kernels. */
    public static <A> Run of(Kernels<A> kernels, Sample sample) {
        Tape tape = new Tape();
        List<Tensor<Object>> inputs = sample.inputs().stream().map(input -> erased(tensor(kernels, input))).toList();
        return new Run(tape, inputs, sample.recorder().record(tape, inputs));
    }

    private static <A> Tensor<A> tensor(Kernels<A> kernels, Input input) {
        A data = kernels.storage().allocate(input.shape().size());
        Tensor<A> tensor = input.differentiable()
                ? Tensor.parameter(kernels, input.shape(), data)
                : Tensor.constant(kernels, input.shape(), data);
        write(tensor, input.values());
        return tensor;
    }

    /** A tensor of an operation that is generic in the type of the array. */
    @SuppressWarnings("unchecked")
    public static Tensor<Object> erased(Tensor<?> tensor) {
        return (Tensor<Object>) tensor;
    }

    /** Overwrites the elements. */
    public static <A> void write(Tensor<A> tensor, double[] values) {
        for (int i = 0; i < values.length; i++) {
            tensor.kernels().storage().set(tensor.data(), i, values[i]);
        }
    }

    /** The elements of a tensor. */
    public static <A> double[] values(Tensor<A> tensor) {
        return widened(tensor, tensor.data());
    }

    /** The gradient of a tensor. */
    public static <A> double[] gradient(Tensor<A> tensor) {
        return widened(tensor, tensor.grad());
    }

    private static <A> double[] widened(Tensor<A> tensor, A array) {
        double[] values = new double[tensor.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.kernels().storage().get(array, i);
        }
        return values;
    }

    /** The inputs that have a gradient. */
    public List<Tensor<Object>> parameters() {
        return inputs.stream().filter(Tensor::requiresGrad).toList();
    }

    /** The gradients for the random upstream gradient of {@link #backward}, from zero; whatever the arrays held is gone. */
    public List<double[]> gradients() {
        for (Tensor<Object> parameter : parameters()) {
            parameter.kernels().storage().fill(parameter.shape().size(), Double.NaN, parameter.grad(), 0);
            parameter.zeroGrad();
        }
        backward();
        return currentGradients();
    }

    /** The gradients as they stand. */
    public List<double[]> currentGradients() {
        return parameters().stream().map(Run::gradient).toList();
    }

    /** Adds to the gradients, with a random upstream gradient that is the same for all runs of one sample. */
    public void backward() {
        backward(output);
    }

    private <A> void backward(Tensor<A> output) {
        SplittableRandom random = new SplittableRandom(99);
        A upstream = output.kernels().storage().allocate(output.shape().size());
        for (int i = 0; i < output.shape().size(); i++) {
            output.kernels().storage().set(upstream, i, random.nextDouble(-1, 1));
        }
        tape.backward(output, upstream);
    }
}
