package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The graph node of {@link BalanceLoss} for a main loss that is one value for all pixels. */
final class SharedBalanceNode<A> implements Node {

    private final Tensor<A> main;
    private final Kernels<A> kernels;
    private final Tensor<A> loss;
    private final PixelWeights<A> weights;
    private final SharedBalance<A> balance;
    private final double[] labelSums = new double[SharedBalance.LABEL_SUMS];
    private double factor;

    SharedBalanceNode(Tensor<A> main, A gt, A mask, double ratio, double eps) {
        this.main = main;
        this.kernels = main.kernels();
        this.weights = new PixelWeights<>("balanceLoss", "mask", kernels, gt, mask, 1, kernels.storage().length(gt));
        this.balance = new SharedBalance<>(kernels, gt, mask, ratio, eps);
        this.loss = Tensor.result(kernels, Shape.of(), main);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        weights.labelSums(labelSums);
        factor = balance.factor(labelSums, 0, main.item());
        kernels.storage().set(loss.data(), 0, factor * main.item());
    }

    @Override
    public void backward() {
        double dmain = kernels.storage().get(main.grad(), 0) + factor * kernels.storage().get(loss.grad(), 0);
        kernels.storage().set(main.grad(), 0, dmain);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(main);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
