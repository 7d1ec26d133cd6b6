package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.losses.RegressionLoss.Penalty;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The losses of elements and rows, with every option, on random operands that keep away from kinks. */
final class PlainLossCases {

    private static final int IGNORED = -7;

    private PlainLossCases() {
    }

    static List<OpCase> all() {
        return List.of(
                OpCase.of("RegressionLoss L1", d -> regression(d, Penalty.L1))
                        .refusing("regressionLoss: target [2] must have the shape of pred [1, 2]; losses do not broadcast",
                                t -> RegressionLoss.record(t, zeros(1, 2), zeros(2), RegressionLoss.Options.defaults()))
                        .refusing("regressionLoss: an operand of the shape [0] must have at least one element",
                                t -> RegressionLoss.record(t, zeros(0), zeros(0), RegressionLoss.Options.defaults()))
                        .refusing("regressionLoss: threshold = -1.0 must be finite and at least 0",
                                t -> RegressionLoss.Options.defaults().withThreshold(-1)),
                OpCase.of("RegressionLoss MSE", d -> regression(d, Penalty.MSE)),
                OpCase.of("RegressionLoss smooth L1", d -> regression(d, Penalty.SMOOTH_L1)),
                OpCase.of("RegressionLoss Huber", d -> regression(d, Penalty.HUBER))
                        .refusing("regressionLoss: threshold = 0.0 must be finite and greater than 0",
                                t -> new RegressionLoss.Options(Penalty.HUBER, 0, Reduction.MEAN)),
                OpCase.of("TverskyLoss", PlainLossCases::tversky)
                        .refusing("tverskyLoss: beta = -0.5 must be finite and at least 0",
                                t -> TverskyLoss.Options.defaults().withWeights(0.5, -0.5))
                        .refusing("tverskyLoss: smooth = 0.0 must be finite and greater than 0",
                                t -> TverskyLoss.Options.defaults().withSmooth(0))
                        .refusing("tverskyLoss: mask has 3 elements and must have the 4 of the predictions; losses do not broadcast",
                                t -> TverskyLoss.record(t, zeros(4), new float[4], new float[3], TverskyLoss.Options.dice())),
                OpCase.of("DiceLoss of probabilities", PlainLossCases::dice)
                        .refusing("DiceLoss: mask [1, 4] must have the shape of probabilities [2, 4] of at least one axis; "
                                + "losses do not broadcast", t -> DiceLoss.ofProbabilities(
                                        t, zeros(2, 4), zeros(2, 4), zeros(1, 4), DiceLoss.Options.defaults())),
                OpCase.of("FocalLoss", PlainLossCases::focal)
                        .refusing("focalLoss: gamma = -1.0 must be finite and at least 0",
                                t -> FocalLoss.Options.defaults().withGamma(-1))
                        .refusing("focalLoss: classWeights[0] = -1.0 must be finite and at least 0",
                                t -> FocalLoss.Options.defaults().withClassWeights(-1, 1))
                        .refusing("focalLoss: labels[1] = 3 must lie in [0, 3), the classes of the logits",
                                t -> FocalLoss.record(t, zeros(2, 3), new int[] {2, 3}, FocalLoss.Options.defaults()))
                        .refusing("focalLoss: logits [2, 0] must be [..., C] with at least one row and one class",
                                t -> FocalLoss.record(t, zeros(2, 0), new int[2], FocalLoss.Options.defaults())),
                OpCase.of("BinaryFocalLoss", PlainLossCases::binaryFocal)
                        .refusing("binaryFocalLoss: alpha = 1.5 must lie in [0, 1]",
                                t -> BinaryFocalLoss.Options.defaults().withAlpha(1.5))
                        .refusing("binaryFocalLoss: target has 2 elements and must have the 3 of the predictions; "
                                + "losses do not broadcast",
                                t -> BinaryFocalLoss.record(t, zeros(3), new float[2], BinaryFocalLoss.Options.defaults())),
                OpCase.of("BinaryCrossEntropy of logits", PlainLossCases::ofLogits)
                        .refusing("binaryCrossEntropy: positiveWeight[1] = -1.0 must be finite and at least 0",
                                t -> BinaryCrossEntropy.Options.defaults().withPositiveWeight(1, -1))
                        .refusing("binaryCrossEntropy: positiveWeight [2] must have one weight, or one for each index of the last axis "
                                + "of logits [2, 3]", t -> BinaryCrossEntropy.ofLogits(t, zeros(2, 3), new float[6],
                                        BinaryCrossEntropy.Options.defaults().withPositiveWeight(1, 2)))
                        .refusing("binaryCrossEntropy: weights[1] = -2.0 must be at least 0",
                                t -> BinaryCrossEntropy.ofLogits(t, zeros(3), new float[3], new float[] {1, -2, 3},
                                        BinaryCrossEntropy.Options.defaults())),
                OpCase.of("BinaryCrossEntropy of probabilities", PlainLossCases::ofProbabilities)
                        .refusing("binaryCrossEntropy: positiveWeight [1] must be empty for probabilities; only the form on logits has one",
                                t -> BinaryCrossEntropy.ofProbabilities(t, zeros(3), new float[3],
                                        BinaryCrossEntropy.Options.defaults().withPositiveWeight(2)))
                        .refusing("binaryCrossEntropy: weights[2] = NaN must be at least 0",
                                t -> BinaryCrossEntropy.ofProbabilities(t, zeros(3), new float[3],
                                        new float[] {1, 0, Float.NaN}, BinaryCrossEntropy.Options.defaults())),
                OpCase.of("KlDivergence", PlainLossCases::divergence)
                        .refusing("klDivergence: target [] must have the shape of logPred [] of at least one axis; losses do not broadcast",
                                t -> KlDivergence.record(t, zeros(), zeros(), KlDivergence.Options.defaults())),
                OpCase.of("CosineEmbeddingLoss", PlainLossCases::cosine)
                        .refusing("cosineEmbeddingLoss: margin = 1.5 must lie in [-1, 1]",
                                t -> CosineEmbeddingLoss.Options.defaults().withMargin(1.5))
                        .refusing("cosineEmbeddingLoss: labels[1] = 0 must be 1 or -1", t -> CosineEmbeddingLoss.record(
                                t, zeros(2, 3), zeros(2, 3), new int[] {1, 0}, CosineEmbeddingLoss.Options.defaults()))
                        .refusing("cosineEmbeddingLoss: labels [1] must have one label for each of the 2 rows of a",
                                t -> CosineEmbeddingLoss.record(
                                        t, zeros(2, 3), zeros(2, 3), new int[1], CosineEmbeddingLoss.Options.defaults())));
    }

    private static Tensor<float[]> zeros(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Reduction reduction(Draw d) {
        return Reduction.values()[d.random().nextInt(3)];
    }

    /** Differences of either sign, at least 0.05 away from 0 and from the threshold 0.7. */
    private static Sample regression(Draw d, Penalty penalty) {
        Shape shape = d.shape(0, 3);
        Input pred = d.normal("pred", shape);
        double[] target = pred.values().clone();
        for (int i = 0; i < target.length; i++) {
            double far = d.random().nextBoolean() ? d.random().nextDouble(0.05, 0.65) : d.random().nextDouble(0.75, 2);
            target[i] += d.random().nextBoolean() ? far : -far;
        }
        RegressionLoss.Options options = new RegressionLoss.Options(penalty, 0.7, reduction(d));
        return d.sample((t, x) -> RegressionLoss.record(t, x.get(0), x.get(1), options),
                pred, new Input("target", shape, target, true));
    }

    private static Input probabilities(Draw d, String name, Shape shape) {
        return d.uniform(name, shape, 0.05, 0.95);
    }

    private static Sample tversky(Draw d) {
        Shape shape = d.shape(1, 3);
        boolean masked = d.random().nextBoolean();
        TverskyLoss.Options options = TverskyLoss.Options.defaults().withReduction(reduction(d))
                .withWeights(d.random().nextDouble(0.1, 1), d.random().nextDouble(0.1, 1))
                .withSmooth(d.random().nextDouble(0.01, 1)).withGamma(d.random().nextBoolean() ? 1 : 0.75);
        return d.sample((t, x) -> masked
                        ? TverskyLoss.record(t, x.get(0), x.get(1).data(), x.get(2).data(), options)
                        : TverskyLoss.record(t, x.get(0), x.get(1).data(), options),
                probabilities(d, "p", shape), probabilities(d, "target", shape).asConstant(),
                probabilities(d, "mask", shape).asConstant());
    }

    private static Sample dice(Draw d) {
        Shape shape = d.shape(1, 3);
        DiceLoss.Options options = new DiceLoss.Options(0.3, reduction(d));
        return d.sample((t, x) -> DiceLoss.ofProbabilities(t, x.get(0), x.get(1), x.get(2), options),
                probabilities(d, "p", shape), probabilities(d, "target", shape), probabilities(d, "mask", shape));
    }

    /** Two classes or more, since the loss of one is constant; one row at least counts. */
    private static Sample focal(Draw d) {
        Shape rows = d.shape(0, 2);
        int classes = 1 + d.dim();
        int[] dims = Arrays.copyOf(rows.dims(), rows.rank() + 1);
        dims[rows.rank()] = classes;
        int[] labels = d.random().ints(rows.size(), 0, classes).toArray();
        FocalLoss.Options options = FocalLoss.Options.defaults().withReduction(reduction(d)).withGamma(exponent(d.random()));
        if (d.random().nextBoolean()) {
            options = options.withClassWeights(d.random().doubles(classes, 0.1, 2).toArray());
        }
        if (labels.length > 1) {
            labels[labels.length / 2] = IGNORED;
            options = options.withIgnoreIndex(IGNORED);
        }
        FocalLoss.Options drawn = options;
        return d.sample((t, x) -> FocalLoss.record(t, x.get(0), labels, drawn), d.normal("logits", Shape.of(dims)));
    }

    private static double exponent(SplittableRandom random) {
        return new double[] {0, 0.5, 1, 1.7, 2, 3}[random.nextInt(6)];
    }

    private static Sample binaryFocal(Draw d) {
        Shape shape = d.shape(0, 3);
        BinaryFocalLoss.Options options =
                BinaryFocalLoss.Options.defaults().withReduction(reduction(d)).withGamma(exponent(d.random()));
        BinaryFocalLoss.Options drawn = d.random().nextBoolean() ? options : options.withoutAlpha();
        return d.sample((t, x) -> BinaryFocalLoss.record(t, x.get(0), x.get(1).data(), drawn),
                d.normal("logits", shape), labels(d, shape));
    }

    /** Hard labels or soft ones. */
    private static Input labels(Draw d, Shape shape) {
        Input soft = d.uniform("target", shape, 0, 1).asConstant();
        if (d.random().nextBoolean()) {
            Arrays.setAll(soft.values(), i -> Math.rint(soft.values()[i]));
        }
        return soft;
    }

    private static Sample ofLogits(Draw d) {
        Shape shape = d.shape(1, 3);
        BinaryCrossEntropy.Options options = BinaryCrossEntropy.Options.defaults().withReduction(reduction(d));
        BinaryCrossEntropy.Options drawn = switch (d.random().nextInt(3)) {
            case 0 -> options;
            case 1 -> options.withPositiveWeight(d.random().nextDouble(0.1, 3));
            default -> options.withPositiveWeight(d.random().doubles(shape.dim(-1), 0.1, 3).toArray());
        };
        boolean weighted = d.random().nextBoolean();
        return d.sample((t, x) -> weighted
                        ? BinaryCrossEntropy.ofLogits(t, x.get(0), x.get(1).data(), x.get(2).data(), drawn)
                        : BinaryCrossEntropy.ofLogits(t, x.get(0), x.get(1).data(), drawn),
                d.normal("logits", shape), labels(d, shape), d.uniform("weights", shape, 0.2, 2).asConstant());
    }

    private static Sample ofProbabilities(Draw d) {
        Shape shape = d.shape(0, 3);
        BinaryCrossEntropy.Options options = BinaryCrossEntropy.Options.defaults().withReduction(reduction(d));
        boolean weighted = d.random().nextBoolean();
        return d.sample((t, x) -> weighted
                        ? BinaryCrossEntropy.ofProbabilities(t, x.get(0), x.get(1).data(), x.get(2).data(), options)
                        : BinaryCrossEntropy.ofProbabilities(t, x.get(0), x.get(1).data(), options),
                probabilities(d, "p", shape), labels(d, shape), d.uniform("weights", shape, 0.2, 2).asConstant());
    }

    /** Predictions below the target, so that no sum cancels. */
    private static Sample divergence(Draw d) {
        Shape shape = d.shape(1, 3);
        KlDivergence.Target form = KlDivergence.Target.values()[d.random().nextInt(2)];
        KlDivergence.Options options = new KlDivergence.Options(
                form, KlDivergence.Mean.values()[d.random().nextInt(2)], reduction(d));
        Input target = form == KlDivergence.Target.PROBABILITIES
                ? d.uniform("target", shape, 0.3, 1) : d.uniform("target", shape, -1, 0);
        return d.sample((t, x) -> KlDivergence.record(t, x.get(0), x.get(1), options),
                d.uniform("logPred", shape, -5, -2), target);
    }

    /** Rows whose angles keep away from 0 and from 180 degrees, where the loss of the margin -1 has its kink. */
    private static Sample cosine(Draw d) {
        Shape rows = d.shape(0, 2);
        int[] dims = Arrays.copyOf(rows.dims(), rows.rank() + 1);
        dims[rows.rank()] = 1 + d.dim();
        Shape shape = Shape.of(dims);
        Input a = d.uniform("a", shape, 0.2, 1);
        Input b = d.uniform("b", shape, 0.2, 1);
        for (int i = 0; i < b.values().length; i++) {
            b.values()[i] *= i % dims[rows.rank()] % 2 == 0 ? 1 : -1;
        }
        int[] labels = d.random().ints(rows.size(), 0, 2).map(bit -> 2 * bit - 1).toArray();
        CosineEmbeddingLoss.Options options =
                CosineEmbeddingLoss.Options.defaults().withMargin(-1).withReduction(reduction(d));
        return d.sample((t, x) -> CosineEmbeddingLoss.record(t, x.get(0), x.get(1), labels, options), a, b);
    }
}
