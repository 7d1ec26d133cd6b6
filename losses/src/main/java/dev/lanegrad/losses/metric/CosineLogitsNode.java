package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Workers;
import java.util.List;

/**
 * Logits {@code y[i,c] = scale <x_i / |x_i|, w_c / |w_c|>}, with a margin for the class of the row. A norm counts as at least 1e-12.
 *
 * <p>With {@code dy'}, the upstream gradient times the derivative of the margin, and {@code xn}, {@code wn} the rows over their norms:
 * {@code dxn = scale dy' wn}, {@code dwn = scale dy'^T xn}, {@code dx = (dxn - <dxn, xn> xn) / |x|}, and {@code dw} likewise.
 */
final class CosineLogitsNode<A> implements Node {

    private static final double LEAST_NORM = 1e-12;

    private final String loss;
    private final Workers workers;
    private final Kernels<A> kernels;
    private final int[] labels;
    private final AngularMargin margin;
    private final double scale;
    private final int rows;
    private final int classes;
    private final int cols;
    private final Directions<A> x;
    private final Directions<A> w;
    private final Tensor<A> logits;
    private final double[] cosines;
    private final double[] saved;

    CosineLogitsNode(String loss, Workers workers, Tensor<A> embeddings, Tensor<A> weights, int[] labels, AngularMargin margin, double scale) {
        PairBlocks.requireRows(loss, embeddings, 1);
        if (weights.shape().rank() != 2 || weights.shape().dim(0) == 0 || weights.shape().dim(1) != embeddings.shape().dim(1)) {
            throw new IllegalArgumentException(loss + ": weights " + weights.shape() + " must be [classes, " + embeddings.shape().dim(1)
                    + "] with at least one class, as wide as embeddings " + embeddings.shape());
        }
        this.loss = loss;
        this.workers = workers;
        this.kernels = embeddings.kernels();
        this.labels = labels;
        this.margin = margin;
        this.scale = scale;
        this.rows = embeddings.shape().dim(0);
        this.classes = weights.shape().dim(0);
        this.cols = embeddings.shape().dim(1);
        if (labels.length != rows) {
            throw new IllegalArgumentException(loss + ": labels [" + labels.length + "] must have one label for each of the " + rows
                    + " rows of embeddings");
        }
        this.x = new Directions<>(embeddings);
        this.w = new Directions<>(weights);
        this.cosines = new double[rows];
        this.saved = new double[rows];
        this.logits = Tensor.result(kernels, Shape.of(rows, classes), embeddings, weights);
    }

    Tensor<A> result() {
        return logits;
    }

    @Override
    public void forward() {
        for (int i = 0; i < rows; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(loss + ": labels[" + i + "] = " + labels[i] + " must lie in [0, " + classes
                        + "), the classes of the weights");
            }
        }
        x.read();
        w.read();
        kernels.gemm().gemm(workers, false, true, rows, classes, cols, scale, x.units, 0, cols, w.units, 0, cols,
                0, logits.data(), 0, classes);
        for (int i = 0; i < rows; i++) {
            int own = i * classes + labels[i];
            cosines[i] = kernels.storage().get(logits.data(), own) / scale;
            kernels.storage().set(logits.data(), own, scale * margin.apply(cosines[i]));
        }
    }

    /** The upstream gradient of each row's own class is that of its cosine for the time of the products, and then what it was. */
    @Override
    public void backward() {
        Storage<A> storage = kernels.storage();
        A dy = logits.grad();
        for (int i = 0; i < rows; i++) {
            int own = i * classes + labels[i];
            saved[i] = storage.get(dy, own);
            storage.set(dy, own, saved[i] * margin.slope(cosines[i]));
        }
        if (x.tensor.requiresGrad()) {
            kernels.gemm().gemm(workers, false, false, rows, cols, classes, scale, dy, 0, classes, w.units, 0, cols,
                    0, x.gradients, 0, cols);
            x.addGradients();
        }
        if (w.tensor.requiresGrad()) {
            kernels.gemm().gemm(workers, true, false, classes, cols, rows, scale, dy, 0, classes, x.units, 0, cols,
                    0, w.gradients, 0, cols);
            w.addGradients();
        }
        for (int i = 0; i < rows; i++) {
            storage.set(dy, i * classes + labels[i], saved[i]);
        }
    }

    /** The rows of a matrix over their norms. */
    private static final class Directions<A> {

        private final Tensor<A> tensor;
        private final Kernels<A> kernels;
        private final int rows;
        private final int cols;
        private final double[] norms;
        private final A units;
        private final A gradients;

        Directions(Tensor<A> tensor) {
            this.tensor = tensor;
            this.kernels = tensor.kernels();
            this.rows = tensor.shape().dim(0);
            this.cols = tensor.shape().dim(1);
            this.norms = new double[rows];
            this.units = kernels.storage().allocate(rows * cols);
            this.gradients = kernels.storage().allocate(tensor.requiresGrad() ? rows * cols : 0);
        }

        void read() {
            for (int i = 0; i < rows; i++) {
                norms[i] = Math.max(LEAST_NORM, Math.sqrt(kernels.reductions().squaredNorm(cols, tensor.data(), i * cols)));
                kernels.elementwise().divideBy(cols, norms[i], tensor.data(), i * cols, units, i * cols);
            }
        }

        /** Adds what follows from the gradients of the unit rows: a unit row does not change along itself. */
        void addGradients() {
            for (int i = 0; i < rows; i++) {
                int at = i * cols;
                double along = kernels.reductions().dot(cols, gradients, at, units, at);
                kernels.elementwise().axpy(cols, 1 / norms[i], gradients, at, tensor.grad(), at);
                kernels.elementwise().axpy(cols, -along / norms[i], units, at, tensor.grad(), at);
            }
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x.tensor, w.tensor);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(logits);
    }
}
