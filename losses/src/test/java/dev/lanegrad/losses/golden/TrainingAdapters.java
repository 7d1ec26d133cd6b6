package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.kernels.Kernels;
import java.util.List;
import java.util.Map;

/** The optimiser, the tutorial's model, and its training step by step. */
final class TrainingAdapters {

    private TrainingAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("adam_steps", TrainingAdapters::adam);
    }

    /** The parameters come from the optimiser; its moments, which it keeps to itself, from the kernel that it runs on. */
    private static <A> void adam(Call<A> call) {
        Kernels<A> kernels = call.kernels();
        Adam.Options options = adamOptions(call.params());
        Shape shape = call.shape("param");
        int n = shape.size();
        int steps = call.dim("grads", 0);
        A grads = call.array("grads");
        Tensor<A> param = Tensor.parameter(kernels, shape, call.array("param"));
        Adam adam = new Adam(options, List.of(param));
        Trace<A> params = new Trace<>(kernels, steps, shape);
        A p = call.array("param");
        A m = kernels.storage().allocate(n);
        A v = kernels.storage().allocate(n);
        for (int t = 1; t <= steps; t++) {
            kernels.storage().copy(n, grads, (t - 1) * n, param.grad(), 0);
            adam.step();
            params.add(param.data());
            kernels.updates().adam(n, options.learningRate() / (1 - Math.pow(options.beta1(), t)), options.beta1(),
                    options.beta2(), 1 / Math.sqrt(1 - Math.pow(options.beta2(), t)), options.eps(),
                    grads, (t - 1) * n, m, 0, v, 0, p, 0);
        }
        call.put("params", params.result());
        call.put("m", Result.data(Tensor.constant(kernels, shape, m)));
        call.put("v", Result.data(Tensor.constant(kernels, shape, v)));
    }

    private static Adam.Options adamOptions(Params params) {
        Adam.Options defaults = Adam.Options.defaults();
        return defaults.withLearningRate(params.number("lr", defaults.learningRate()))
                .withBetas(params.number("beta1", defaults.beta1()), params.number("beta2", defaults.beta2()))
                .withEps(params.number("eps", defaults.eps()));
    }

    /** What an array held after each step, one below the other. */
    private static final class Trace<A> {
        private final Tensor<A> values;
        private final int size;
        private int steps;

        Trace(Kernels<A> kernels, int steps, Shape shape) {
            this.size = shape.size();
            int[] dims = new int[shape.rank() + 1];
            dims[0] = steps;
            System.arraycopy(shape.dims(), 0, dims, 1, shape.rank());
            this.values = Tensor.constant(kernels, Shape.of(dims), kernels.storage().allocate(steps * size));
        }

        void add(A array) {
            values.kernels().storage().copy(size, array, 0, values.data(), steps++ * size);
        }

        Result result() {
            return Result.data(values);
        }
    }
}
