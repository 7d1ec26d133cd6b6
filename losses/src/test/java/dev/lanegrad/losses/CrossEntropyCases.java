package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.losses.CrossEntropy.Options;
import java.util.Arrays;
import java.util.List;

/** The cross-entropy with every option, on random logits and labels. */
final class CrossEntropyCases {

    private CrossEntropyCases() {
    }

    static List<OpCase> all() {
        return List.of(OpCase.of("CrossEntropy", CrossEntropyCases::draw)
                .refusing("crossEntropy: labels has 5 elements and must have one for each row of logits [6, 5]",
                        t -> CrossEntropy.mean(t, logits(6, 5), new int[5]))
                .refusing("crossEntropy: logits [0, 5] must have at least one row",
                        t -> CrossEntropy.mean(t, logits(0, 5), new int[0]))
                .refusing("crossEntropy: logits [] must have at least the axis of the classes",
                        t -> CrossEntropy.mean(t, logits(), new int[1]))
                .refusing("crossEntropy: labels[2] = -100 must lie in [0, 5)",
                        t -> CrossEntropy.mean(t, logits(3, 5), new int[] {0, 1, -100}))
                .refusing("crossEntropy: classWeights has 2 elements and must have one for each class of logits [3, 5]",
                        t -> CrossEntropy.record(t, logits(3, 5), new int[3], Options.defaults().withClassWeights(1, 2)))
                .refusing("crossEntropy: classWeights[1] = -2.0 must be finite and at least 0",
                        t -> Options.defaults().withClassWeights(1, -2))
                .refusing("crossEntropy: labelSmoothing = 1.1 must lie in [0, 1]",
                        t -> Options.defaults().withLabelSmoothing(1.1)));
    }

    private static Tensor<float[]> logits(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    /** Two classes or more: with one, the gradient is 0, and a relative error says nothing. */
    private static Sample draw(Draw d) {
        Shape rows = d.shape(0, 2);
        int classes = 1 + d.dim();
        int[] dims = Arrays.copyOf(rows.dims(), rows.rank() + 1);
        dims[rows.rank()] = classes;
        int[] labels = d.random().ints(rows.size(), 0, classes).toArray();
        Options options = Options.defaults().withReduction(Reduction.values()[d.random().nextInt(3)]);
        if (d.random().nextBoolean()) {
            options = options.withLabelSmoothing(d.random().nextDouble());
        }
        if (d.random().nextBoolean()) {
            options = options.withClassWeights(d.random().doubles(classes, 0.1, 2).toArray());
        }
        if (d.random().nextBoolean() && labels.length > 1) {
            labels[0] = -100;
            options = options.withIgnoreIndex(-100);
        }
        Options drawn = options;
        return d.sample((t, x) -> CrossEntropy.record(t, x.get(0), labels, drawn), d.normal("logits", Shape.of(dims)));
    }
}
