package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.PaddleCenterLoss.Distance;
import java.util.Arrays;
import java.util.List;

/** Both centre losses on random features, centres and labels. */
final class CenterLossCases {

    private static final int IGNORED = -100;

    private CenterLossCases() {
    }

    static List<OpCase> all() {
        CenterLoss.Options defaults = CenterLoss.Options.defaults();
        PaddleCenterLoss.Options paddle = PaddleCenterLoss.Options.defaults();
        return List.of(
                OpCase.of("CenterLoss mean", d -> centerLoss(d, defaults, false)),
                OpCase.of("CenterLoss sum", d -> centerLoss(d, defaults.withReduction(Reduction.SUM), false)),
                OpCase.of("CenterLoss none", d -> centerLoss(d, defaults.withReduction(Reduction.NONE), false)),
                OpCase.of("CenterLoss weighted mean", d -> centerLoss(d, defaults.withIgnoreIndex(IGNORED), true)),
                OpCase.of("CenterLoss weighted none", d -> centerLoss(
                        d, defaults.withReduction(Reduction.NONE).withIgnoreIndex(IGNORED), true)),
                OpCase.of("PaddleCenterLoss", d -> paddleCenterLoss(d, paddle)),
                OpCase.of("PaddleCenterLoss expanded",
                        d -> paddleCenterLoss(d, paddle.withDistance(Distance.EXPANDED))),
                OpCase.of("PaddleCenterLoss of logits", CenterLossCases::paddleCenterLossOfLogits));
    }

    private static int[] labels(Draw d, int rows, int classes) {
        return d.random().ints(rows, 0, classes).toArray();
    }

    private static Sample centerLoss(Draw d, CenterLoss.Options options, boolean weighted) {
        int rows = d.dim();
        int classes = d.dim();
        Shape centers = Shape.of(classes, d.dim());
        int[] labels = labels(d, rows, classes);
        if (weighted) {
            Arrays.setAll(labels, i -> i % 3 == 2 ? IGNORED : labels[i]);
        }
        CenterLoss.Options used =
                weighted ? options.withClassWeights(d.random().doubles(classes, 0.5, 2).toArray()) : options;
        return d.sample(
                (tape, x) -> CenterLoss.record(tape, x.get(0), labels, x.get(1), used),
                d.normal("features", Shape.of(rows, centers.dim(1))), d.normal("centers", centers));
    }

    private static Sample paddleCenterLoss(Draw d, PaddleCenterLoss.Options options) {
        int rows = d.dim();
        Shape centers = Shape.of(d.dim(), d.dim());
        int[] labels = labels(d, rows, centers.dim(0));
        return d.sample(
                (tape, x) -> PaddleCenterLoss.record(tape, x.get(0), labels, asDouble(tape, x.get(1)), options).loss(),
                d.normal("features", Shape.of(rows, centers.dim(1))), d.normal("centers", centers));
    }

    private static Sample paddleCenterLossOfLogits(Draw d) {
        int batch = d.dim();
        int time = d.dim();
        Shape centers = Shape.of(d.dim(), d.dim());
        return d.sample(
                (tape, x) -> PaddleCenterLoss.record(tape, x.get(0), x.get(2), asDouble(tape, x.get(1)),
                        PaddleCenterLoss.Options.defaults()).loss(),
                d.normal("features", Shape.of(batch, time, centers.dim(1))), d.normal("centers", centers),
                d.normal("logits", Shape.of(batch, time, centers.dim(0))).asConstant());
    }

    private static Tensor<double[]> asDouble(Tape tape, Tensor<?> x) {
        return Ops.toDouble(tape, x, Kernels.doubles(x.kernels().backend()));
    }
}
