package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import java.util.List;
import java.util.SplittableRandom;

/** The dice loss with all three inputs differentiable, and PSELoss with every option on random labels. */
final class SegmentationCases {

    private SegmentationCases() {
    }

    static List<OpCase> all() {
        return List.of(
                OpCase.of("DiceLoss", SegmentationCases::dice)
                        .refusing("DiceLoss: target [2, 3] must have the shape of logits [2, 4] of at least one axis; losses do not broadcast",
                                t -> DiceLoss.record(t, zeros(2, 4), zeros(2, 3), zeros(2, 4), DiceLoss.Options.defaults()))
                        .refusing("DiceLoss: mask [1, 4] must have the shape of logits [2, 4] of at least one axis; losses do not broadcast",
                                t -> DiceLoss.record(t, zeros(2, 4), zeros(2, 4), zeros(1, 4), DiceLoss.Options.defaults()))
                        .refusing("DiceLoss: eps = 0.0 must be greater than 0", t -> DiceLoss.Options.defaults().withEps(0)),
                OpCase.of("PseLoss", SegmentationCases::pse)
                        .refusing("PseLoss: targets [1] must have one element per image of maps [2, 2, 1, 1]",
                                t -> PseLoss.record(t, zeros(2, 2, 1, 1), new PseTargets[1], PseLoss.Options.defaults()))
                        .refusing("Ohem: labels [3] and masks [4] must have the 4 elements of scores [2, 2]",
                                t -> Ohem.record(t, zeros(2, 2), new float[3], new float[4], 3))
                        .refusing("Ohem: ratio = -1.0 must be at least 0",
                                t -> Ohem.record(t, zeros(2, 2), new float[4], new float[4], -1))
                        .refusing("Iou: prediction [3] and mask [2, 2] must have the shape of target [2, 2] of at least one axis; nothing is"
                                + " broadcast", t -> Iou.record(t, new int[3], zeros(2, 2), zeros(2, 2), 2, Reduction.MEAN)));
    }

    private static Tensor<float[]> zeros(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Sample dice(Draw d) {
        Shape shape = d.shape(1, 3);
        DiceLoss.Options options = new DiceLoss.Options(
                d.random().nextBoolean() ? 0.1 : 0.5, Reduction.values()[d.random().nextInt(3)]);
        return d.sample((t, x) -> DiceLoss.record(t, x.get(0), x.get(1), x.get(2), options),
                d.normal("logits", shape), d.uniform("target", shape, 0.1, 1), d.uniform("mask", shape, 0.1, 1));
    }

    private static Sample pse(Draw d) {
        SplittableRandom random = d.random();
        PseCase c = PseCase.random(random, 1 + random.nextInt(3), 1 + random.nextInt(3), Math.min(9, d.dim()), d.dim(),
                PseCase.Labels.values()[random.nextInt(2)]);
        PseLoss.Options options = PseLoss.Options.defaults()
                .withAlpha(0.1 + 0.8 * random.nextDouble())
                .withEps(0.5)
                .withKernelMask(PseLoss.KernelMask.values()[random.nextInt(3)])
                .withReduction(Reduction.values()[random.nextInt(3)]);
        // The gradient of a selection jumps where two scores change places: multiples of 0.01 in random order, none of them 0.
        double[] logits = new double[c.maps().length];
        for (int i = 0; i < logits.length; i++) {
            int j = random.nextInt(i + 1);
            logits[i] = logits[j];
            logits[j] = (i - logits.length / 2 + 0.5) * Math.min(0.01, 4.0 / logits.length);
        }
        Input maps = new Input("maps", Shape.of(c.images(), 1 + c.kernels(), c.h(), c.w()), logits, true);
        return d.sample((t, x) -> PseLoss.record(t, x.get(0), c.texts(), c.kernelLabels(), c.masks(), options).loss(), maps);
    }
}
