package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.losses.BalanceLoss.MainLoss;
import java.util.List;
import java.util.stream.Stream;

/** The loss of differentiable binarization and its parts, on random probabilities and fractional labels. */
final class BinarizationLossCases {

    private static final double EPS = 1e-6;

    private BinarizationLossCases() {
    }

    /** No claim about allocation: see {@link SequenceLossCases}; here it is the sums of short pieces. */
    static List<OpCase> all() {
        BalanceLoss.Options balance = BalanceLoss.Options.defaults().withNegativeRatio(1);
        return Stream.of(
                OpCase.of("RegionDiceLoss", d -> labelled(d, 0,
                                (tape, x) -> RegionDiceLoss.record(tape, x.get(0), x.get(1).data(), x.get(2).data(), EPS)))
                        .refusing("regionDiceLoss: gt has 3 elements and must have the 4 of pred; losses do not broadcast",
                                t -> RegionDiceLoss.record(t, floats(4), new float[3], new float[4], EPS))
                        .refusing("regionDiceLoss: eps = 0.0 must be greater than 0",
                                t -> RegionDiceLoss.record(t, floats(4), new float[4], new float[4], 0)),
                OpCase.of("MaskedL1Loss", d -> labelled(d, 2,
                                (tape, x) -> MaskedL1Loss.record(tape, x.get(0), x.get(1).data(), x.get(2).data(), EPS)))
                        .refusing("maskedL1Loss: mask has 5 elements and must have the 4 of pred; losses do not broadcast",
                                t -> MaskedL1Loss.record(t, floats(4), new float[4], new float[5], EPS)),
                OpCase.of("BalanceLoss dice", d -> balanced(d, balance)),
                OpCase.of("BalanceLoss masked L1", d -> {
                    Shape shape = Shape.of(1 + d.dim(), 1 + d.dim());
                    return d.sample((tape, x) -> BalanceLoss.record(tape, x.get(0), x.get(1).data(), x.get(2).data(),
                                    balance.withMainLoss(MainLoss.MASKED_L1)),
                            d.uniform("pred", shape, 0.05, 0.5), large(d, "gt", shape), large(d, "mask", shape));
                }),
                OpCase.of("BalanceLoss cross-entropy",
                        d -> balanced(d, balance.withMainLoss(MainLoss.CROSS_ENTROPY)))
                        .refusing("balanceLoss: negativeRatio = -1.0 must be at least 0",
                                t -> balance.withNegativeRatio(-1)),
                OpCase.of("DbLoss", BinarizationLossCases::db)
                        .refusing("dbLoss: maps [2, 2, 3, 3] must be [n, 3, h, w]",
                                t -> DbLoss.record(t, floats(2, 2, 3, 3), new float[18], new float[18], new float[18],
                                        new float[18], DbLoss.Options.defaults()))).toList();
    }

    private static Tensor<float[]> floats(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Input constant(Draw d, String name, Shape shape, double offset) {
        return d.uniform(name, shape, offset + 0.05, offset + 0.95).asConstant();
    }

    /** Labels lie {@code offset} above the predictions: 0 to overlap, more to stay away from the kink. */
    private static Sample labelled(Draw d, double offset, OpCase.Recorder recorder) {
        Shape shape = d.shape(1, 3);
        return d.sample(recorder, d.uniform("pred", shape, 0.05, 0.95),
                constant(d, "gt", shape, offset), constant(d, "mask", shape, 0));
    }

    /**
     * At least four pixels and large labels, so that at least one counts as positive: without any, the loss is divided by
     * eps alone and too large for differences.
     */
    private static Sample balanced(Draw d, BalanceLoss.Options options) {
        Shape shape = Shape.of(1 + d.dim(), 1 + d.dim());
        return d.sample((tape, x) -> BalanceLoss.record(tape, x.get(0), x.get(1).data(), x.get(2).data(), options),
                d.uniform("pred", shape, 0.05, 0.95), large(d, "gt", shape), large(d, "mask", shape));
    }

    private static Input large(Draw d, String name, Shape shape) {
        return d.uniform(name, shape, 0.6, 0.95).asConstant();
    }

    private static Sample db(Draw d) {
        Shape shape = Shape.of(d.dim(), 1 + d.dim(), 1 + d.dim());
        Shape maps = Shape.of(shape.dim(0), 3, shape.dim(1), shape.dim(2));
        return d.sample((tape, x) -> DbLoss.record(tape, x.get(0), x.get(1).data(), x.get(2).data(), x.get(3).data(),
                        x.get(4).data(), DbLoss.Options.defaults()).loss(),
                d.uniform("maps", maps, 0.05, 0.95), large(d, "shrinkMap", shape),
                large(d, "shrinkMask", shape), constant(d, "thresholdMap", shape, 2),
                constant(d, "thresholdMask", shape, 0));
    }
}
