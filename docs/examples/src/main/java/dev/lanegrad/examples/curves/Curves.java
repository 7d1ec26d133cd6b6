package dev.lanegrad.examples.curves;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.BinaryFocalLoss;
import dev.lanegrad.losses.CosineEmbeddingLoss;
import dev.lanegrad.losses.DiceLoss;
import dev.lanegrad.losses.KlDivergence;
import dev.lanegrad.losses.Reduction;
import dev.lanegrad.losses.RegressionLoss;
import dev.lanegrad.losses.RegressionLoss.Penalty;
import dev.lanegrad.losses.TverskyLoss;
import dev.lanegrad.losses.metric.ArcFaceLoss;
import dev.lanegrad.losses.metric.CosFaceLoss;
import java.util.Arrays;
import org.knowm.xchart.XYChart;

/** The lines of the charts, each from one call of the loss that it shows. */
final class Curves {

    private static final int POINTS = 401;

    /** The pixels of a target that predictions overlap. */
    private static final int TARGET = 100;
    private static final String SLOPE = "derivative";

    private Curves() {
    }

    static XYChart regression() {
        return Curve.chart("Loss of a difference", "prediction - target", "loss", 0, 2, regression(false));
    }

    static XYChart regressionSlopes() {
        return Curve.chart("What pulls the prediction", "prediction - target", SLOPE, -2, 2, regression(true));
    }

    private static Curve[] regression(boolean slope) {
        double[] d = Curve.axis(-2, 2, POINTS);
        return Arrays.stream(Penalty.values()).map(penalty -> {
            RegressionLoss.Options options =
                    new RegressionLoss.Options(penalty, penalty == Penalty.HUBER ? 0.5 : 1, Reduction.NONE);
            return Curve.of(name(penalty), d, row(d), slope, (t, x) -> RegressionLoss.record(t, x, zeros(x), options));
        }).toArray(Curve[]::new);
    }

    private static String name(Penalty penalty) {
        return switch (penalty) {
            case L1 -> "L1";
            case MSE -> "MSE";
            case SMOOTH_L1 -> "smooth L1, threshold 1";
            case HUBER -> "Huber, threshold 1/2";
        };
    }

    static XYChart binary() {
        return Curve.chart("Focal loss of the label 1; gamma 0 is cross-entropy", "logit", "loss", 0, 4, binary(false));
    }

    static XYChart binarySlopes() {
        return Curve.chart("What pulls the logit", "logit", SLOPE, -1.5, 0.2, binary(true));
    }

    private static Curve[] binary(boolean slope) {
        double[] x = Curve.axis(-4, 4, POINTS);
        double[] ones = new double[POINTS];
        Arrays.fill(ones, 1);
        return Arrays.stream(new int[] {0, 1, 2, 5}).mapToObj(gamma -> {
            BinaryFocalLoss.Options options =
                    BinaryFocalLoss.Options.defaults().withoutAlpha().withGamma(gamma).withReduction(Reduction.NONE);
            return Curve.of("gamma " + gamma, x, row(x), slope,
                    (t, logits) -> BinaryFocalLoss.record(t, logits, ones, options));
        }).toArray(Curve[]::new);
    }

    static XYChart overlap() {
        return Curve.chart("A prediction that grows over its target", "predicted area / target area", "loss", 0, 1, overlap(false));
    }

    static XYChart overlapSlopes() {
        return Curve.chart("What pulls a missed pixel and a wrong one", "predicted area / target area",
                "derivative of the pixel at the edge", -0.02, 0.02, overlap(true));
    }

    /** One item per point: the first pixels are predicted, and the first {@value #TARGET} are the target. */
    private static Curve[] overlap(boolean slope) {
        int sizes = 2 * TARGET + 1;
        double[] areas = Curve.axis(0, 2, sizes);
        double[] target = new double[sizes * 2 * TARGET];
        double[] p = new double[target.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = i % (2 * TARGET) < TARGET ? 1 : 0;
            p[i] = i % (2 * TARGET) < i / (2 * TARGET) ? 1 : 0;
        }
        Shape shape = Shape.of(sizes, 2 * TARGET);
        Tensor<double[]> mask = Tensor.constant(shape, p.clone());
        Arrays.fill(mask.data(), 1);
        DiceLoss.Options dice = DiceLoss.Options.defaults().withReduction(Reduction.NONE);
        return new Curve[] {
            edge("dice with squares", areas, shape, p, slope,
                    (t, x) -> DiceLoss.ofProbabilities(t, x, Tensor.constant(shape, target), mask, dice)),
            edge("dice", areas, shape, p, slope, tversky(target, TverskyLoss.Options.dice())),
            edge("Jaccard", areas, shape, p, slope, tversky(target, TverskyLoss.Options.jaccard())),
            edge("Tversky 0.3, 0.7", areas, shape, p, slope, tversky(target, TverskyLoss.Options.defaults()))
        };
    }

    private static Curve.Elements tversky(double[] target, TverskyLoss.Options options) {
        return (t, x) -> TverskyLoss.record(t, x, target, options.withReduction(Reduction.NONE));
    }

    /** The values of all items, or the derivative of the pixel next to the predicted ones. */
    private static Curve edge(String name, double[] areas, Shape shape, double[] p, boolean slope, Curve.Elements loss) {
        Curve all = Curve.of(name, areas, Tensor.parameter(shape, p.clone()), slope, loss);
        if (!slope) {
            return all;
        }
        double[] edge = new double[2 * TARGET];
        Arrays.setAll(edge, i -> all.y()[i * 2 * TARGET + i]);
        return new Curve(name, Arrays.copyOf(areas, 2 * TARGET), edge);
    }

    static XYChart divergence() {
        double[] p = Curve.axis(0.002, 0.998, POINTS);
        return Curve.chart("Divergence of (p, 1 - p) from the target", "p", "KL(target || prediction)", 0, 3,
                divergence("target (0.5, 0.5)", p, 0.5), divergence("target (0.9, 0.1)", p, 0.9), divergence("target (1, 0)", p, 1));
    }

    private static Curve divergence(String name, double[] p, double target) {
        double[] y = new double[POINTS];
        Tape tape = new Tape();
        Tensor<double[]> logs = Tensor.parameter(Shape.of(1, 2), 0.0, 0);
        Tensor<double[]> loss = KlDivergence.record(
                tape, logs, Tensor.constant(Shape.of(1, 2), target, 1 - target), KlDivergence.Options.defaults());
        for (int i = 0; i < POINTS; i++) {
            logs.data()[0] = Math.log(p[i]);
            logs.data()[1] = Math.log(1 - p[i]);
            tape.replay();
            y[i] = loss.item();
        }
        return new Curve(name, p, y);
    }

    static XYChart cosine() {
        double[] angles = Curve.axis(0, 2, POINTS);
        return Curve.chart("Cosine embedding loss of two rows", "angle between them, in right angles", "loss", 0, 2,
                cosine("label 1", angles, 1, 0), cosine("label -1, margin 0", angles, -1, 0),
                cosine("label -1, margin 0.5", angles, -1, 0.5));
    }

    private static Curve cosine(String name, double[] angles, int label, double margin) {
        int[] labels = new int[POINTS];
        Arrays.fill(labels, label);
        double[] fixed = new double[2 * POINTS];
        Arrays.setAll(fixed, i -> 1 - i % 2);
        CosineEmbeddingLoss.Options options = new CosineEmbeddingLoss.Options(margin, Reduction.NONE);
        return Curve.of(name, angles, circle(angles), false, (t, x) ->
                CosineEmbeddingLoss.record(t, x, Tensor.constant(x.shape(), fixed), labels, options));
    }

    static XYChart margins() {
        double[] angles = Curve.axis(0, 2, POINTS);
        Tensor<double[]> class0 = Tensor.constant(Shape.of(1, 2), 1.0, 0);
        int[] labels = new int[POINTS];
        return Curve.chart("The logit of the own class, over the scale", "angle to the own direction, in right angles", "logit / scale", -1.5, 1.2,
                Curve.of("softmax (margin 0)", angles, circle(angles), false, (t, x) -> CosFaceLoss.logits(
                        t, x, class0, labels, CosFaceLoss.Options.defaults().withMargin(0).withScale(1))),
                Curve.of("CosFace, margin 0.35", angles, circle(angles), false, (t, x) -> CosFaceLoss.logits(
                        t, x, class0, labels, CosFaceLoss.Options.defaults().withScale(1))),
                Curve.of("ArcFace, margin 0.5", angles, circle(angles), false, (t, x) -> ArcFaceLoss.logits(
                        t, x, class0, labels, ArcFaceLoss.Options.defaults().withScale(1))));
    }

    /** The loss in between two directions at a right angle. */
    static XYChart marginSlopes() {
        double[] angles = Curve.axis(0, 2, POINTS);
        Tensor<double[]> directions = Tensor.constant(Shape.of(2, 2), 1.0, 0, 0, 1);
        int[] labels = new int[POINTS];
        return Curve.chart("The loss between two classes at a right angle, scale 10", "angle to the own direction, in right angles", "loss", 0, 20,
                Curve.of("softmax (margin 0)", angles, circle(angles), false, (t, x) -> CosFaceLoss.record(t, x, directions, labels,
                        new CosFaceLoss.Options(0, 10, Reduction.NONE))),
                Curve.of("CosFace, margin 0.35", angles, circle(angles), false, (t, x) -> CosFaceLoss.record(
                        t, x, directions, labels, new CosFaceLoss.Options(0.35, 10, Reduction.NONE))),
                Curve.of("ArcFace, margin 0.5", angles, circle(angles), false, (t, x) -> ArcFaceLoss.record(
                        t, x, directions, labels, new ArcFaceLoss.Options(0.5, 10, Reduction.NONE))));
    }

    private static Tensor<double[]> row(double[] x) {
        return Tensor.parameter(Shape.of(x.length), x.clone());
    }

    private static Tensor<double[]> zeros(Tensor<double[]> x) {
        return Tensor.constant(x.shape(), new double[x.shape().size()]);
    }

    /** Points at these angles, in right angles, not all of one length: the losses of angles do not see the length. */
    private static Tensor<double[]> circle(double[] angles) {
        double[] points = new double[2 * angles.length];
        for (int i = 0; i < angles.length; i++) {
            double length = 1 + i % 3;
            points[2 * i] = length * Math.cos(Math.PI / 2 * angles[i]);
            points[2 * i + 1] = length * Math.sin(Math.PI / 2 * angles[i]);
        }
        return Tensor.parameter(Shape.of(angles.length, 2), points);
    }
}
