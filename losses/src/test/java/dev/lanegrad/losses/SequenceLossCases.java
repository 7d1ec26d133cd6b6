package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.kernels.Kernels;
import java.util.List;
import java.util.stream.Stream;

/** The losses of recognisers on random scores and labels that fit into half of the frames. */
final class SequenceLossCases {

    private SequenceLossCases() {
    }

    /**
     * No claim about allocation: in a process that has run many other kernels the compiler may leave the vectors of
     * the lattice's short logarithms boxed.
     */
    static List<OpCase> all() {
        CtcLoss.Options ctc = CtcLoss.Options.defaults();
        return Stream.of(
                OpCase.of("CtcLoss mean", d -> ctc(d, ctc)),
                OpCase.of("CtcLoss sum", d -> ctc(d, ctc.withReduction(Reduction.SUM))),
                OpCase.of("CtcLoss none", d -> ctc(d, ctc.withReduction(Reduction.NONE).withBlank(1))),
                OpCase.of("PaddleCtcLoss plain", d -> paddle(d, PaddleCtcLoss.Weighting.PLAIN)),
                OpCase.of("PaddleCtcLoss focal", d -> paddle(d, PaddleCtcLoss.Weighting.FOCAL)),
                OpCase.of("AceLoss", SequenceLossCases::ace)
                        .refusing("aceLoss: labelLengths[0] = 6 must lie in [0, 5], the frames of logits",
                                t -> AceLoss.record(t, logits(1, 5, 3), new int[] {6}, new int[3]))
                        .refusing("aceLoss: counts[0, 2] = -1 must not be negative",
                                t -> AceLoss.record(t, logits(1, 5, 3), new int[] {1}, new int[] {0, 1, -1})),
                OpCase.of("EnhancedCtcLoss", d -> enhanced(d, false)),
                OpCase.of("EnhancedCtcLoss with ACE", d -> enhanced(d, true))
                        .refusing("enhancedCtcLoss: centerWeight = -0.5 and aceWeight = 0.1 must be at least 0",
                                t -> EnhancedCtcLoss.Options.defaults().withCenterWeight(-0.5))
                        .refusing("ctcLoss: labels[1, 0] = 0 must lie in [0, 3) and differ from the blank 0",
                                t -> EnhancedCtcLoss.record(t, logits(2, 5, 4), logits(2, 5, 3), centers(3, 4),
                                        new int[] {1, 0}, new int[] {1, 1}, EnhancedCtcLoss.Options.defaults()))
                        .refusing("ctcLoss: blank = 0 must lie in [0, 0)",
                                t -> PaddleCtcLoss.record(t, logits(2, 5, 0), new int[2], new int[] {1, 1},
                                        PaddleCtcLoss.Weighting.PLAIN))).toList();
    }

    private static Tensor<float[]> logits(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Tensor<double[]> centers(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new double[shape.size()]);
    }

    /** A batch of labels without blanks. */
    private record Batch(Shape shape, int[] labels, int[] inputLengths, int[] labelLengths, int[] counts) {

        static Batch draw(Draw d, int blank) {
            Shape shape = Shape.of(d.dim(), 1 + d.dim(), 2 + d.dim());
            int width = 1 + shape.dim(1) / 2;
            int[] labels = new int[shape.dim(0) * width];
            int[] inputs = new int[shape.dim(0)];
            int[] lengths = new int[shape.dim(0)];
            int[] counts = new int[shape.dim(0) * shape.dim(2)];
            for (int b = 0; b < inputs.length; b++) {
                inputs[b] = 1 + d.random().nextInt(shape.dim(1));
                lengths[b] = d.random().nextInt(inputs[b] / 2 + 1);
                for (int i = 0; i < lengths[b]; i++) {
                    int k = d.random().nextInt(shape.dim(2) - 1);
                    labels[b * width + i] = k < blank ? k : k + 1;
                    counts[b * shape.dim(2) + labels[b * width + i]]++;
                }
            }
            return new Batch(shape, labels, inputs, lengths, counts);
        }
    }

    private static Sample ctc(Draw d, CtcLoss.Options options) {
        Batch batch = Batch.draw(d, options.blank());
        return d.sample((tape, x) -> CtcLoss.record(
                tape, x.get(0), batch.labels(), batch.inputLengths(), batch.labelLengths(), options),
                d.normal("logits", batch.shape()));
    }

    private static Sample paddle(Draw d, PaddleCtcLoss.Weighting weighting) {
        Batch batch = Batch.draw(d, 0);
        return d.sample((tape, x) -> PaddleCtcLoss.record(
                tape, x.get(0), batch.labels(), batch.labelLengths(), weighting).loss(),
                d.normal("logits", batch.shape()));
    }

    private static Sample ace(Draw d) {
        Batch batch = Batch.draw(d, 0);
        return d.sample((tape, x) -> AceLoss.record(tape, x.get(0), batch.labelLengths(), batch.counts()),
                d.normal("logits", batch.shape()));
    }

    private static Sample enhanced(Draw d, boolean ace) {
        Batch batch = Batch.draw(d, 0);
        int dim = d.dim();
        EnhancedCtcLoss.Options options = EnhancedCtcLoss.Options.defaults();
        Shape features = Shape.of(batch.shape().dim(0), batch.shape().dim(1), dim);
        return d.sample((tape, x) -> {
            Tensor<double[]> centers = asDouble(tape, x.get(2));
            return ace
                    ? EnhancedCtcLoss.recordWithAce(tape, x.get(0), x.get(1), centers,
                            batch.labels(), batch.labelLengths(), batch.counts(), options).loss()
                    : EnhancedCtcLoss.record(tape, x.get(0), x.get(1), centers,
                            batch.labels(), batch.labelLengths(), options).loss();
        }, d.normal("features", features), d.normal("logits", batch.shape()),
                d.normal("centers", Shape.of(batch.shape().dim(2), dim)));
    }

    private static Tensor<double[]> asDouble(Tape tape, Tensor<?> x) {
        return Ops.toDouble(tape, x, Kernels.doubles(x.kernels().backend()));
    }
}
