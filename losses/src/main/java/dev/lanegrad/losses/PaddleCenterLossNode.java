package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.losses.PaddleCenterLoss.Distance;
import java.util.List;

/** The graph node of {@link PaddleCenterLoss}. */
final class PaddleCenterLossNode implements Node {

    private final Tensor<double[]> features;
    private final Tensor<double[]> centers;
    private final PaddleCenterLoss.Options options;
    private final OwnCenters<double[]> rows;
    private final ClassLabels labels;
    private final double[] distances;
    private final double[] scratch;
    private final double[] upstream;
    private final ForwardGradient ahead;
    private final OwnCenters.Slopes slopes = this::setUpstream;
    private final Tensor<double[]> loss;
    private double slope;

    PaddleCenterLossNode(Tensor<double[]> features, int[] labels, Tensor<double[]> centers,
                         PaddleCenterLoss.Options options) {
        this.features = features;
        this.centers = centers;
        this.options = options;
        this.rows = OwnCenters.of("paddleCenterLoss", features, centers);
        this.labels = new ClassLabels("paddleCenterLoss", "features", "centers", rows.rows(), rows.classes(), labels,
                options.ignoreIndex(), options.classWeights());
        this.distances = new double[rows.rows()];
        this.scratch = new double[rows.rows()];
        this.upstream = new double[rows.rows()];
        this.ahead = new ForwardGradient(features);
        this.loss = Tensor.result(centers.kernels(), Shape.of(), features, centers);
    }

    PaddleCenterLoss.Result result() {
        return new PaddleCenterLoss.Result(loss, labels.own(), distances);
    }

    @Override
    public void forward() {
        labels.read();
        if (options.distance() == Distance.EXPANDED) {
            expandedSquaredDistances();
        } else if (ahead.begins()) {
            slope = ahead.upstream() / divisor();
            rows.distancesAndGradients(labels.own(), distances, upstream, slopes, features.reservedGrad(ahead));
            ahead.written();
        } else {
            rows.squaredDistances(labels.own(), distances);
        }
        for (int i = 0; i < distances.length; i++) {
            scratch[i] = labels.own()[i] < 0 ? 0 : labels.weight(i) * clip(distances[i]);
        }
        double sum = features.kernels().reductions().sum(scratch.length, scratch, 0);
        loss.data()[0] = sum / divisor() + (rows.classes() - 1) * options.clipMin();
    }

    @Override
    public void backward() {
        double dloss = loss.grad()[0];
        if (!ahead.isThere(dloss)) {
            slope = dloss / divisor();
            setUpstream(0, upstream.length);
            rows.addRowGradients(labels.own(), upstream);
        }
        rows.addCenterGradients(labels.own(), upstream);
    }

    /** The upstream gradients of some distances. */
    private void setUpstream(int first, int end) {
        for (int i = first; i < end; i++) {
            upstream[i] = passes(distances[i]) ? slope * labels.weight(i) : 0;
        }
    }

    /** NaN is no less than the one bound and no greater than the other, and stays. */
    private double clip(double d) {
        return d < options.clipMin() ? options.clipMin() : d > options.clipMax() ? options.clipMax() : d;
    }

    private boolean passes(double d) {
        return options.clipGradient() == Bounds.INCLUSIVE
                ? d >= options.clipMin() && d <= options.clipMax()
                : d > options.clipMin() && d < options.clipMax();
    }

    /** The sum of the weights; 1 for a mean over nothing, since its sum is 0. */
    private double divisor() {
        return labels.weight() > 0 ? labels.weight() : 1;
    }

    private void expandedSquaredDistances() {
        Reductions<double[]> reductions = features.kernels().reductions();
        int n = rows.cols();
        for (int i = 0; i < distances.length; i++) {
            int k = labels.own()[i];
            distances[i] = k < 0 ? 0 : reductions.squaredNorm(n, features.data(), i * n)
                    + reductions.squaredNorm(n, centers.data(), k * n)
                    - 2 * reductions.dot(n, features.data(), i * n, centers.data(), k * n);
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
