package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of a case, as an adapter sees it: the inputs and parameters that it translates into a call of the library, and
 * the place where it puts the results.
 *
 * @param <A> the array type that the case's precision names
 */
final class Call<A> {

    private final GoldenCase golden;
    private final Kernels<A> kernels;
    private final Kernels<double[]> doubles;
    private final Tape tape = new Tape();
    private final Params params;
    private final Set<String> differentiable = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final Map<String, Tensor<?>> parameters = new HashMap<>();
    private final Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
    private final Map<String, Result> results = new LinkedHashMap<>();

    Call(GoldenCase golden, String variant, Kernels<A> kernels) {
        this.golden = golden;
        this.kernels = kernels;
        this.doubles = Kernels.doubles(kernels.backend());
        this.params = golden.params(variant);
        golden.gradients(variant).forEach(gradient -> differentiable.add(gradient.name()));
    }

    Kernels<A> kernels() {
        return kernels;
    }

    Tape tape() {
        return tape;
    }

    Params params() {
        return params;
    }

    /** An input in the precision of the case; a parameter if the case holds its gradient. */
    Tensor<A> tensor(String input) {
        return tensor(kernels, input);
    }

    /** An input in {@code double}, whatever the precision of the case. */
    Tensor<double[]> doubleTensor(String input) {
        return tensor(doubles, input);
    }

    /** An input in the precision in which it is stored. */
    Tensor<?> storedTensor(String input) {
        return input(input).elements() instanceof float[]
                ? tensor(Kernels.floats(kernels.backend()), input) : doubleTensor(input);
    }

    private <B> Tensor<B> tensor(Kernels<B> kernels, String input) {
        B data = array(kernels, input);
        Shape shape = shape(input);
        if (!differentiable.contains(input)) {
            return Tensor.constant(kernels, shape, data);
        }
        Tensor<B> parameter = Tensor.parameter(kernels, shape, data);
        parameters.put(input, parameter);
        return parameter;
    }

    /** A copy of an input's elements in the precision of the case. */
    A array(String input) {
        return array(kernels, input);
    }

    private <B> B array(Kernels<B> kernels, String input) {
        double[] x = input(input).doubles();
        return converted(kernels, x);
    }

    int[] ints(String input) {
        return input(input).ints();
    }

    float[] floats(String input) {
        return input(input).floats();
    }

    Shape shape(String input) {
        return Shape.of(input(input).dims());
    }

    int dim(String input, int axis) {
        return shape(input).dim(axis);
    }

    private NpyArray input(String name) {
        NpyArray input = golden.inputs().get(name);
        if (input == null) {
            throw new IllegalArgumentException("the case lacks the input " + name);
        }
        read.add(name);
        return input;
    }

    /** Gives an output that may be part of the objective. */
    void put(String output, Tensor<?> tensor) {
        tensors.put(output, tensor);
        results.put(output, Result.data(tensor));
    }

    /** Gives an output that is not a tensor. */
    void put(String output, Result result) {
        results.put(output, result);
    }

    /** What has been given, once nothing of the case has been left unread. */
    Map<String, Result> results() {
        if (!params.unread().isEmpty()) {
            throw new IllegalArgumentException("the adapter of " + golden.operation()
                    + " does not know the parameters " + params.unread());
        }
        Set<String> unused = new TreeSet<>(golden.inputs().keySet());
        unused.removeAll(read);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("the adapter of " + golden.operation()
                    + " does not know the inputs " + unused);
        }
        return results;
    }

    /** What the tensors among the outputs hold now. */
    Map<String, Result> currentTensors() {
        Map<String, Result> now = new LinkedHashMap<>();
        tensors.forEach((output, tensor) -> now.put(output, Result.data(tensor)));
        return now;
    }

    /** Differentiates the objective; a gradient that nothing reaches stays zero. */
    Map<String, Result> gradients() {
        for (String output : golden.objective()) {
            Tensor<?> tensor = tensors.get(output);
            if (tensor == null) {
                throw new IllegalArgumentException("the objective " + output + " is not a tensor that "
                        + golden.operation() + " gave");
            }
            if (tensor.requiresGrad()) {
                backward(output, tensor);
            }
        }
        Map<String, Result> gradients = new LinkedHashMap<>();
        parameters.forEach((input, parameter) -> gradients.put(input, Result.gradient(parameter)));
        return gradients;
    }

    private <B> void backward(String output, Tensor<B> tensor) {
        NpyArray upstream = golden.upstream().get(output);
        if (upstream == null) {
            tape.backward(tensor);
            return;
        }
        if (!Arrays.equals(upstream.dims(), tensor.shape().dims())) {
            throw new IllegalArgumentException("the upstream gradient of " + output + " has the shape "
                    + Arrays.toString(upstream.dims()) + ", the output " + tensor.shape());
        }
        tape.backward(tensor, converted(tensor.kernels(), upstream.doubles()));
    }

    private static <B> B converted(Kernels<B> kernels, double[] x) {
        B y = kernels.storage().allocate(x.length);
        kernels.storage().convert(x.length, x, 0, y, 0);
        return y;
    }
}
