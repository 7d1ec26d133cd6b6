package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The optimiser, the tutorial's model, and its training step by step. */
final class TrainingAdapters {

    private TrainingAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("adam_steps", TrainingAdapters::adam);
        adapters.put("joint_model", TrainingAdapters::jointModel);
        adapters.put("train_trajectory", TrainingAdapters::trajectory);
    }

    /** Two affine maps; the features between them have a centre, the logits behind them a cross-entropy. */
    private record Model<A>(Tensor<A> features, Tensor<A> ce, Tensor<A> center, Tensor<A> loss) {

        static <A> Model<A> record(Tape tape, Tensor<A> x, int[] labels, Weights<A> weights, boolean relu, double centerWeight) {
            Tensor<A> affine = LinearAlgebra.linear(tape, x, weights.w1(), weights.b1());
            Tensor<A> features = relu ? Ops.relu(tape, affine) : affine;
            Tensor<A> logits = LinearAlgebra.linear(tape, features, weights.w2(), weights.b2());
            Tensor<A> ce = CrossEntropy.mean(tape, logits, labels);
            Tensor<A> center = CenterLoss.record(tape, features, labels, weights.centers());
            return new Model<>(features, ce, center, Ops.add(tape, ce, Ops.scale(tape, center, centerWeight)));
        }
    }

    /** What is trained, in the order of the formulas. */
    private record Weights<A>(Tensor<A> w1, Tensor<A> b1, Tensor<A> w2, Tensor<A> b2, Tensor<A> centers) {

        Map<String, Tensor<A>> byName() {
            return Map.of("w1", w1, "b1", b1, "w2", w2, "b2", b2, "centers", centers);
        }
    }

    private static <A> void jointModel(Call<A> call) {
        Weights<A> weights = new Weights<>(call.tensor("w1"), call.tensor("b1"), call.tensor("w2"), call.tensor("b2"),
                call.tensor("centers"));
        Model<A> model = Model.record(call.tape(), call.tensor("x"), call.ints("y"), weights,
                call.params().flag("relu", false), call.params().number("center_weight"));
        call.put("loss", model.loss());
        call.put("ce", model.ce());
        call.put("center", model.center());
    }

    /** Records the model once and replays it on every batch. */
    private static <A> void trajectory(Call<A> call) {
        Params params = call.params();
        int steps = params.integer("steps");
        int batchSize = params.integer("batch_size");
        boolean adamOnCenters = params.flag("adam_on_centers", true);
        boolean manualUpdate = params.flag("manual_update", true);
        Weights<A> weights = weights(call, adamOnCenters);
        List<Tensor<A>> trained = new ArrayList<>(List.of(weights.w1(), weights.b1(), weights.w2(), weights.b2()));
        if (adamOnCenters) {
            trained.add(weights.centers());
        }
        Adam adam = new Adam(adamOptions(params), trained);
        CenterUpdate<A> update =
                new CenterUpdate<>(weights.centers(), CenterUpdate.Rule.CLASS_MEAN, params.number("alpha", 0.5));
        Batches<A> batches = new Batches<>(call, batchSize);
        Tape tape = new Tape();
        batches.load(0);
        Model<A> model = Model.record(
                tape, batches.x, batches.labels, weights, false, params.number("center_weight", 0.1));
        Map<String, Trace<A>> traces = traces(call.kernels(), steps, model, weights);
        for (int step = 0; step < steps; step++) {
            if (step > 0) {
                batches.load(step);
                tape.replay();
            }
            adam.zeroGrad();
            tape.backward(model.loss());
            traces.get("loss").add(model.loss().data());
            traces.get("ce").add(model.ce().data());
            traces.get("center").add(model.center().data());
            adam.step();
            if (manualUpdate) {
                update.apply(model.features(), batches.labels);
            }
            weights.byName().forEach((name, tensor) -> traces.get("steps_" + name).add(tensor.data()));
        }
        boolean snapshots = params.flag("snapshots", false);
        weights.byName().forEach((name, tensor) -> call.put("final_" + name, Result.data(tensor)));
        traces.forEach((name, trace) -> {
            if (snapshots || !name.startsWith("steps_")) {
                call.put(name, trace.result());
            }
        });
    }

    /** The initial weights as parameters; centres that Adam does not train are a constant. */
    private static <A> Weights<A> weights(Call<A> call, boolean trainedCenters) {
        return new Weights<>(parameter(call, "w1"), parameter(call, "b1"), parameter(call, "w2"), parameter(call, "b2"),
                trainedCenters ? parameter(call, "centers") : call.tensor("centers"));
    }

    private static <A> Tensor<A> parameter(Call<A> call, String input) {
        return Tensor.parameter(call.kernels(), call.shape(input), call.array(input));
    }

    private static <A> Map<String, Trace<A>> traces(Kernels<A> kernels, int steps, Model<A> model, Weights<A> weights) {
        Map<String, Trace<A>> traces = new TreeMap<>();
        traces.put("loss", new Trace<>(kernels, steps, model.loss().shape()));
        traces.put("ce", new Trace<>(kernels, steps, model.ce().shape()));
        traces.put("center", new Trace<>(kernels, steps, model.center().shape()));
        weights.byName().forEach((name, tensor) ->
                traces.put("steps_" + name, new Trace<>(kernels, steps, tensor.shape())));
        return traces;
    }

    /** Batch {@code s} has the rows {@code (s * size + j) mod n}; all are written into the same arrays. */
    private static final class Batches<A> {
        private final A allRows;
        private final int[] allLabels;
        private final Tensor<A> x;
        private final int[] labels;

        Batches(Call<A> call, int size) {
            this.allRows = call.array("x");
            this.allLabels = call.ints("y");
            this.labels = new int[size];
            Shape shape = Shape.of(size, call.dim("x", 1));
            this.x = Tensor.constant(call.kernels(), shape, call.kernels().storage().allocate(shape.size()));
        }

        void load(int step) {
            int cols = x.shape().dim(1);
            for (int j = 0; j < labels.length; j++) {
                int row = (step * labels.length + j) % allLabels.length;
                x.kernels().storage().copy(cols, allRows, row * cols, x.data(), j * cols);
                labels[j] = allLabels[row];
            }
        }
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
