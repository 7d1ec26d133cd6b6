package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Workers;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The graph node of {@link CtcLoss}: one loss per item.
 *
 * <p>Forward reads the logits once, for the logarithm of the sum of their exponentials; the lattice needs only the
 * log-probabilities of the label's own symbols. Backward recomputes these, turns the forward variables that are kept
 * into probabilities frame by frame, and subtracts them from the softmax.
 */
final class CtcLossNode<A> implements Node {

    /** Elements of the gradient that are cleared before they are added to: few enough to be still in the first cache. */
    private static final int PIECE = 8192;

    private final Workers workers;
    private final Tensor<A> logits;
    private final CtcLabels labels;
    private final CtcLoss.Impossible impossible;
    private final Tensor<A> losses;
    private final Kernels<A> kernels;
    private final int frames;
    private final int classes;
    private final int itemStates;

    /** Forward variables of every item, frame and state. */
    private final double[] alphas;
    private final double[] logLikelihoods;
    private final A logNormalizers;
    private final A slopes;
    private final ThreadLocal<Scratch> scratch;
    private final IntConsumer forwardItem = this::forwardItem;
    private final IntConsumer backwardItem = this::backwardItem;

    private boolean clears;

    /** What a thread needs for one item. */
    private static final class Scratch {
        private final CtcLattice lattice;
        private final double[] frame;

        Scratch(CtcLattice lattice, int states) {
            this.lattice = lattice;
            this.frame = new double[states];
        }
    }

    CtcLossNode(Workers workers, Tensor<A> logits, CtcLabels labels, CtcLoss.Impossible impossible) {
        this.workers = workers;
        this.logits = logits;
        this.labels = labels;
        this.impossible = impossible;
        this.kernels = logits.kernels();
        int batch = logits.shape().dim(0);
        this.frames = logits.shape().dim(1);
        this.classes = logits.shape().dim(2);
        this.itemStates = Math.multiplyExact(frames, labels.maxStates());
        this.alphas = new double[Math.multiplyExact(batch, itemStates)];
        this.logLikelihoods = new double[batch];
        this.logNormalizers = kernels.storage().allocate(batch * frames);
        this.slopes = kernels.storage().allocate(logits.requiresGrad() ? batch * frames : 0);
        this.losses = Tensor.result(kernels, Shape.of(batch), logits);
        Kernels<double[]> doubles = Kernels.doubles(kernels.backend());
        this.scratch = ThreadLocal.withInitial(
                () -> new Scratch(new CtcLattice(doubles.elementary()), labels.maxStates()));
    }

    Tensor<A> result() {
        return losses;
    }

    @Override
    public void forward() {
        labels.check();
        workers.run(logLikelihoods.length, forwardItem);
    }

    private void forwardItem(int item) {
        CtcLattice lattice = scratch.get().lattice;
        int states = labels.select(item, lattice);
        int count = labels.frames(item);
        kernels.rowwise().logSumExp(count, classes, 1, logits.data(), item * frames * classes,
                logNormalizers, item * frames);
        for (int t = 0; t < count; t++) {
            logProbabilities(item, t, states, lattice.symbols(), alphas, item * itemStates + t * states);
        }
        double logLikelihood = lattice.forward(count, alphas, item * itemStates);
        logLikelihoods[item] = logLikelihood;
        boolean zero = logLikelihood == Double.NEGATIVE_INFINITY && impossible == CtcLoss.Impossible.ZERO;
        kernels.storage().set(losses.data(), item, zero ? 0 : -logLikelihood);
    }

    private void logProbabilities(int item, int frame, int states, int[] symbols, double[] y, int yOffset) {
        Storage<A> storage = kernels.storage();
        int row = item * frames + frame;
        double normalizer = storage.get(logNormalizers, row);
        for (int s = 0; s < states; s++) {
            y[yOffset + s] = storage.get(logits.data(), row * classes + symbols[s]) - normalizer;
        }
    }

    @Override
    public void backward() {
        clears = logits.takeZeroGrad();
        workers.run(logLikelihoods.length, backwardItem);
    }

    private void backwardItem(int item) {
        double logLikelihood = logLikelihoods[item];
        double upstream = kernels.storage().get(losses.grad(), item);
        int count = labels.frames(item);
        if (logLikelihood == Double.NEGATIVE_INFINITY) {
            if (impossible == CtcLoss.Impossible.ZERO) {
                clear(item * frames, frames);
                return;
            }
            upstream = Double.NaN;
        }
        kernels.storage().fill(count, upstream, slopes, item * frames);
        int piece = PIECE / Math.clamp(classes, 1, PIECE);
        for (int t = 0; t < count; t += piece) {
            addSoftmax(item * frames + t, Math.min(piece, count - t));
        }
        clear(item * frames + count, frames - count);
        if (count > 0) {
            subtractPosteriors(item, count, logLikelihood, upstream);
        }
    }

    private void addSoftmax(int row, int n) {
        clear(row, n);
        kernels.rowwise().addLogSumExpGradient(n, classes, 1, logits.data(), row * classes, logNormalizers, row, slopes, row,
                logits.grad(), row * classes);
    }

    /** Clears the gradient of frames, if that has been left to this node. */
    private void clear(int row, int n) {
        if (clears) {
            kernels.storage().fill(n * classes, 0, logits.grad(), row * classes);
        }
    }

    private void subtractPosteriors(int item, int count, double logLikelihood, double upstream) {
        Storage<A> storage = kernels.storage();
        CtcLattice lattice = scratch.get().lattice;
        double[] frame = scratch.get().frame;
        int states = labels.select(item, lattice);
        int[] symbols = lattice.symbols();
        lattice.startBackward();
        for (int t = count - 1; t >= 0; t--) {
            lattice.posteriors(alphas, item * itemStates + t * states, logLikelihood, frame);
            int row = (item * frames + t) * classes;
            for (int s = 0; s < states; s++) {
                int k = row + symbols[s];
                storage.set(logits.grad(), k, storage.get(logits.grad(), k) - upstream * frame[s]);
            }
            logProbabilities(item, t, states, symbols, frame, 0);
            lattice.retreat(frame);
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(logits);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(losses);
    }
}
