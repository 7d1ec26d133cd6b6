package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The graph node of {@link CenterLoss}. */
final class CenterLossNode<A> implements Node {

    private final Tensor<A> features;
    private final Tensor<A> centers;
    private final Tensor<A> loss;
    private final Reduction reduction;
    private final OwnCenters<A> rows;
    private final ClassLabels labels;
    private final Kernels<A> kernels;
    private final A distances;
    private final A upstream;
    private final ForwardGradient ahead;
    private final OwnCenters.Slopes known = (first, end) -> { };

    CenterLossNode(Tensor<A> features, int[] labels, Tensor<A> centers, CenterLoss.Options options) {
        this.rows = OwnCenters.of("centerLoss", features, centers);
        this.labels = new ClassLabels("centerLoss", "features", "centers", rows.rows(), rows.classes(), labels,
                options.ignoreIndex(), options.classWeights());
        this.features = features;
        this.centers = centers;
        this.reduction = options.reduction();
        this.kernels = features.kernels();
        this.distances = kernels.storage().allocate(rows.rows());
        this.upstream = kernels.storage().allocate(rows.rows());
        this.ahead = new ForwardGradient(features);
        Shape shape = reduction == Reduction.NONE ? Shape.of(rows.rows()) : Shape.of();
        this.loss = Tensor.result(kernels, shape, features, centers);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        labels.read();
        if (ahead.begins()) {
            setUpstream(ahead.upstream());
            rows.distancesAndGradients(labels.own(), distances, upstream, known, features.reservedGrad(ahead));
            ahead.written();
        } else {
            rows.squaredDistances(labels.own(), distances);
        }
        scaleByWeights(distances);
        if (reduction == Reduction.NONE) {
            kernels.elementwise().scale(rows.rows(), 0.5, distances, 0, loss.data(), 0);
        } else {
            double sum = kernels.reductions().sum(rows.rows(), distances, 0);
            kernels.storage().set(loss.data(), 0, 0.5 * sum / divisor());
        }
    }

    @Override
    public void backward() {
        boolean isThere = false;
        if (reduction == Reduction.NONE) {
            kernels.elementwise().scale(rows.rows(), 0.5, loss.grad(), 0, upstream, 0);
            scaleByWeights(upstream);
        } else {
            double dloss = kernels.storage().get(loss.grad(), 0);
            isThere = ahead.isThere(dloss);
            if (!isThere) {
                setUpstream(dloss);
            }
        }
        if (!isThere) {
            rows.addRowGradients(labels.own(), upstream);
        }
        rows.addCenterGradients(labels.own(), upstream);
    }

    /** The upstream gradients of the distances. */
    private void setUpstream(double dloss) {
        kernels.storage().fill(rows.rows(), 0.5 * dloss / divisor(), upstream, 0);
        scaleByWeights(upstream);
    }

    /** What the sum is divided by; 1 for a mean over nothing, since its sum is 0. */
    private double divisor() {
        return reduction == Reduction.MEAN && labels.weight() > 0 ? labels.weight() : 1;
    }

    private void scaleByWeights(A x) {
        if (labels.weighted()) {
            for (int i = 0; i < rows.rows(); i++) {
                kernels.storage().set(x, i, labels.weight(i) * kernels.storage().get(x, i));
            }
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(features, centers);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
