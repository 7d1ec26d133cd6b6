package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The dice loss under a mask, with squares in the denominator: of logits, or of probabilities.
 *
 * <p>Per item {@code 1 - 2 <p,s> / (<p,p> + eps + <s,s> + eps)} with {@code p = sigmoid(logits) mask}, or {@code p = probabilities mask}, and
 * {@code s = target mask}. Without squares it is a {@link TverskyLoss}, and over a whole batch {@link RegionDiceLoss}.
 *
 * <p><b>Shapes.</b> {@code logits [n, ...]}, {@code target} and {@code mask} of the same shape; losses do not broadcast. All three are differentiable.
 * {@link Reduction#NONE} gives {@code [n]}, {@code MEAN} and {@code SUM} a scalar.
 *
 * <p><b>Special values.</b> An empty mask gives exactly 1 with gradient 0. A NaN logit makes its item NaN even under a mask of 0, as in the original.
 *
 * <p>Milletari et al., "V-Net", 3DV 2016, for the squares; PaddleOCR, {@code ppocr/losses/det_pse_loss.py}, for the mask and the two eps.
 */
public final class DiceLoss {

    private DiceLoss() {
    }

    /**
     * The options of the loss.
     *
     * @param eps       what is added to both squared norms, above 0
     * @param reduction the reduction over the items
     */
    public record Options(double eps, Reduction reduction) {

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException if {@code eps} is not greater than 0
         */
        public Options {
            if (!(eps > 0)) {
                throw new IllegalArgumentException("DiceLoss: eps = " + eps + " must be greater than 0");
            }
        }

        /**
         * Returns eps 1e-6 and {@link Reduction#MEAN}.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(1e-6, Reduction.MEAN);
        }

        /**
         * Replaces eps.
         *
         * @param value what is added to both squared norms, above 0
         * @return the new options
         */
        public Options withEps(double value) {
            return new Options(value, reduction);
        }

        /**
         * Replaces the reduction.
         *
         * @param value the reduction over the items
         * @return the new options
         */
        public Options withReduction(Reduction value) {
            return new Options(eps, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  the logits {@code [n, ...]}; differentiable
     * @param target  the target {@code [n, ...]}, from 0 to 1; differentiable
     * @param mask    the mask {@code [n, ...]}; differentiable
     * @param options the options
     * @return the loss
     * @throws IllegalArgumentException if the shapes differ or have no axis
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, Tensor<A> target, Tensor<A> mask, Options options) {
        return tape.record(new Dice<>(tape.workers(), true, logits, target, mask, options)).loss;
    }

    /**
     * Records the loss of probabilities.
     *
     * @param <A>           the type of the arrays
     * @param tape          the tape
     * @param probabilities the probabilities {@code [n, ...]}; differentiable
     * @param target        the target {@code [n, ...]}, from 0 to 1; differentiable
     * @param mask          the mask {@code [n, ...]}; differentiable
     * @param options       the options
     * @return the loss
     * @throws IllegalArgumentException if the shapes differ or have no axis
     */
    public static <A> Tensor<A> ofProbabilities(Tape tape, Tensor<A> probabilities, Tensor<A> target, Tensor<A> mask, Options options) {
        return tape.record(new Dice<>(tape.workers(), false, probabilities, target, mask, options)).loss;
    }

    private static final class Dice<A> implements Node {

        /** The pixels whose probabilities stay in the first cache until they are summed up. */
        private static final int BLOCK = 1024;

        private final Workers workers;
        private final Kernels<A> kernels;
        private final boolean ofLogits;

        /** The logits, or the probabilities. */
        private final Tensor<A> pred;
        private final Tensor<A> target;
        private final Tensor<A> mask;
        private final Options options;
        private final Tensor<A> loss;
        private final A probabilities;
        private final int items;
        private final int size;

        /** Per item {@code <p,s>}, {@code <p,p>} and {@code <s,s>}. */
        private final double[] sums;
        private boolean fromZero;
        private final IntConsumer itemForward = this::forward;
        private final IntConsumer itemBackward = this::backward;

        Dice(Workers workers, boolean ofLogits, Tensor<A> pred, Tensor<A> target, Tensor<A> mask, Options options) {
            String name = ofLogits ? "logits" : "probabilities";
            requireShape("target", target.shape(), name, pred.shape());
            requireShape("mask", mask.shape(), name, pred.shape());
            this.workers = workers;
            this.ofLogits = ofLogits;
            this.kernels = pred.kernels();
            this.pred = pred;
            this.target = target;
            this.mask = mask;
            this.options = options;
            this.items = pred.shape().dim(0);
            this.size = items == 0 ? 0 : pred.shape().size() / items;
            this.probabilities = ofLogits ? kernels.storage().allocate(pred.shape().size()) : pred.data();
            this.sums = new double[Math.multiplyExact(3, items)];
            Shape shape = options.reduction() == Reduction.NONE ? Shape.of(items) : Shape.of();
            this.loss = Tensor.result(kernels, shape, pred, target, mask);
        }

        private static void requireShape(String name, Shape shape, String predName, Shape pred) {
            if (pred.rank() == 0 || !shape.equals(pred)) {
                throw new IllegalArgumentException("DiceLoss: " + name + " " + shape + " must have the shape of " + predName + " " + pred
                        + " of at least one axis; losses do not broadcast");
            }
        }

        @Override
        public void forward() {
            workers.run(items, itemForward);
            Storage<A> storage = kernels.storage();
            double total = 0;
            for (int i = 0; i < items; i++) {
                double item = 1 - 2 * sums[3 * i] / denominator(i);
                total += item;
                if (options.reduction() == Reduction.NONE) {
                    storage.set(loss.data(), i, item);
                }
            }
            if (options.reduction() != Reduction.NONE) {
                storage.set(loss.data(), 0, options.reduction() == Reduction.MEAN ? total / items : total);
            }
        }

        private void forward(int item) {
            Arrays.fill(sums, 3 * item, 3 * item + 3, 0);
            for (int j = 0; j < size; j += BLOCK) {
                int at = item * size + j;
                int n = Math.min(BLOCK, size - j);
                if (ofLogits) {
                    kernels.elementary().sigmoid(n, pred.data(), at, probabilities, at);
                }
                kernels.segmentation().addDiceSums(
                        n, probabilities, at, target.data(), at, mask.data(), at, sums, 3 * item);
            }
        }

        private double denominator(int item) {
            return (sums[3 * item + 1] + options.eps()) + (sums[3 * item + 2] + options.eps());
        }

        @Override
        public void backward() {
            fromZero = ofLogits && pred.requiresGrad() && pred.takeZeroGrad();
            workers.run(items, itemBackward);
        }

        private void backward(int item) {
            double upstream = switch (options.reduction()) {
                case NONE -> kernels.storage().get(loss.grad(), item);
                case SUM -> kernels.storage().get(loss.grad(), 0);
                case MEAN -> kernels.storage().get(loss.grad(), 0) / items;
            };
            double denominator = denominator(item);
            double alpha = -2 * upstream / denominator;
            double beta = 4 * upstream * sums[3 * item] / (denominator * denominator);
            int at = item * size;
            if (pred.requiresGrad() && ofLogits) {
                kernels.segmentation().addDiceGradient(size, alpha, beta, probabilities, at,
                        target.data(), at, mask.data(), at, pred.grad(), at, fromZero);
            } else if (pred.requiresGrad()) {
                // The loss is the same with probabilities and target exchanged.
                kernels.segmentation().addDiceTargetGradient(size, alpha, beta, target.data(), at,
                        probabilities, at, mask.data(), at, pred.grad(), at);
            }
            if (target.requiresGrad()) {
                kernels.segmentation().addDiceTargetGradient(size, alpha, beta, probabilities, at,
                        target.data(), at, mask.data(), at, target.grad(), at);
            }
            if (mask.requiresGrad()) {
                kernels.segmentation().addDiceMaskGradient(size, alpha, beta, probabilities, at,
                        target.data(), at, mask.data(), at, mask.grad(), at);
            }
        }

        @Override
        public List<Tensor<?>> inputs() {
            return List.of(pred, target, mask);
        }

        @Override
        public List<Tensor<?>> outputs() {
            return List.of(loss);
        }
    }
}
