package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.losses.Reduction;
import dev.lanegrad.losses.metric.TripletLoss.Distance;
import dev.lanegrad.losses.metric.TripletLoss.Form;
import dev.lanegrad.losses.metric.TripletLoss.Incomplete;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The metric losses on rows whose distances keep away from each other and from the margin. */
public final class MetricLossCases {

    private static final TripletLoss.Options TRIPLET = TripletLoss.Options.defaults();

    private MetricLossCases() {
    }

    @SuppressWarnings("exports") // the registry of all losses is in another package
    public static List<OpCase> all() {
        return List.of(
                OpCase.of("TripletLoss hinge", d -> triplet(d, Form.HINGE))
                        .refusing("tripletLoss: margin = -0.5 must be finite and at least 0", t -> TRIPLET.withMargin(-0.5))
                        .refusing("tripletLoss: embeddings [3] must be [n, dim] with at least 1 row and one column",
                                t -> TripletLoss.record(t, zeros(3), new int[3], TRIPLET))
                        .refusing("tripletLoss: labels [2] must have one label for each of the 3 rows of embeddings",
                                t -> TripletLoss.record(t, zeros(3, 2), new int[2], TRIPLET))
                        .refusing("tripletLoss: labels[1] = 7 occurs once in the batch and must occur at least twice",
                                t -> TripletLoss.record(t, zeros(3, 2), new int[] {5, 7, 5}, TRIPLET))
                        .refusing("tripletLoss: labels[0] = 5 is the only class of the batch, which must have at least 2",
                                t -> TripletLoss.record(t, zeros(3, 2), new int[] {5, 5, 5}, TRIPLET)),
                OpCase.of("TripletLoss soft", d -> triplet(d, Form.SOFT)),
                OpCase.of("ContrastiveLoss", MetricLossCases::contrastive)
                        .refusing("contrastiveLoss: margin = 0.0 must be finite and greater than 0",
                                t -> ContrastiveLoss.Options.defaults().withMargin(0))
                        .refusing("contrastiveLoss: embeddings [1, 2] must be [n, dim] with at least 2 rows and one column",
                                t -> ContrastiveLoss.record(t, zeros(1, 2), new int[1], ContrastiveLoss.Options.defaults())),
                OpCase.of("ContrastiveLoss of pairs", MetricLossCases::pairs)
                        .refusing("contrastiveLoss: b [2, 3] must have the shape of a [2, 2], [n, dim] with at least one row and one column",
                                t -> ContrastiveLoss.ofPairs(
                                        t, zeros(2, 2), zeros(2, 3), new boolean[2], ContrastiveLoss.Options.defaults())),
                OpCase.of("ArcFaceLoss", MetricLossCases::arcFace)
                        .refusing("arcFaceLoss: margin = 4.0 must lie in [0, pi)", t -> ArcFaceLoss.Options.defaults().withMargin(4))
                        .refusing("arcFaceLoss: scale = 0.0 must be finite and greater than 0",
                                t -> ArcFaceLoss.Options.defaults().withScale(0))
                        .refusing("arcFaceLoss: weights [0, 2] must be [classes, 2] with at least one class, as wide as embeddings [1, 2]",
                                t -> ArcFaceLoss.record(t, zeros(1, 2), zeros(0, 2), new int[1], ArcFaceLoss.Options.defaults()))
                        .refusing("arcFaceLoss: labels[1] = 3 must lie in [0, 3), the classes of the weights", t -> ArcFaceLoss.record(
                                t, zeros(2, 2), zeros(3, 2), new int[] {0, 3}, ArcFaceLoss.Options.defaults())),
                OpCase.of("CosFaceLoss", MetricLossCases::cosFace)
                        .refusing("cosFaceLoss: margin = -0.1 must lie in [0, 2]",
                                t -> CosFaceLoss.Options.defaults().withMargin(-0.1)));
    }

    private static Tensor<float[]> zeros(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Reduction reduction(Draw d) {
        return Reduction.values()[d.random().nextInt(3)];
    }

    /** Rows of which no two pairs have the same distance, nearly, and none has the margin or 0. */
    private static Input spread(Draw d, int rows, double margin) {
        Shape shape = Shape.of(rows, 1 + d.dim());
        for (;;) {
            Input x = d.normal("embeddings", shape);
            double[] sorted = IntStream.range(0, rows * rows).filter(k -> k / rows < k % rows)
                    .mapToDouble(k -> distance(x, k / rows, k % rows)).sorted().toArray();
            boolean apart = sorted[0] > 0.02;
            for (int k = 0; k < sorted.length; k++) {
                apart &= Math.abs(sorted[k] - margin) > 1e-3 && (k == 0 || sorted[k] - sorted[k - 1] > 1e-4);
            }
            if (apart) {
                return x;
            }
        }
    }

    private static double distance(Input x, int i, int j) {
        int cols = x.shape().dim(1);
        double square = 0;
        for (int l = 0; l < cols; l++) {
            double difference = x.values()[i * cols + l] - x.values()[j * cols + l];
            square += difference * difference;
        }
        return Math.sqrt(square);
    }

    /** Two classes or more of two rows or more each, and sometimes one row alone. */
    private static Sample triplet(Draw d, Form form) {
        int rows = 4 + Math.min(d.dim(), 8);
        int classes = 2 + d.random().nextInt(rows / 2 - 1);
        int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
        Incomplete incomplete = Incomplete.values()[d.random().nextInt(2)];
        if (incomplete == Incomplete.SKIP) {
            labels[rows - 1] = -3;
        }
        TripletLoss.Options options = new TripletLoss.Options(
                d.random().nextDouble(1, 3), form, Distance.values()[d.random().nextInt(2)], incomplete, reduction(d));
        return d.sample((t, x) -> TripletLoss.record(t, x.get(0), labels, options), spread(d, rows, -1));
    }

    private static Sample contrastive(Draw d) {
        int rows = 1 + Math.min(d.dim(), 10);
        int[] labels = d.random().ints(rows, 0, 3).toArray();
        double margin = d.random().nextDouble(1, 4);
        ContrastiveLoss.Options options = new ContrastiveLoss.Options(margin, reduction(d));
        return d.sample((t, x) -> ContrastiveLoss.record(t, x.get(0), labels, options), spread(d, rows, margin));
    }

    private static Sample pairs(Draw d) {
        int rows = d.dim();
        int cols = 1 + d.dim();
        boolean[] same = new boolean[rows];
        double[] a = new double[rows * cols];
        double[] b = new double[rows * cols];
        for (int i = 0; i < rows; i++) {
            same[i] = d.random().nextBoolean();
            double length = d.random().nextBoolean() ? d.random().nextDouble(0.3, 1.4) : d.random().nextDouble(1.6, 3);
            for (int l = 0; l < cols; l++) {
                a[i * cols + l] = d.random().nextGaussian();
                b[i * cols + l] = a[i * cols + l] + (l % 2 == 0 ? 1 : -1) * length / Math.sqrt(cols);
            }
        }
        ContrastiveLoss.Options options = new ContrastiveLoss.Options(1.5, reduction(d));
        Shape shape = Shape.of(rows, cols);
        return d.sample((t, x) -> ContrastiveLoss.ofPairs(t, x.get(0), x.get(1), same, options),
                new Input("a", shape, a, true), new Input("b", shape, b, true));
    }

    private static Sample arcFace(Draw d) {
        double margin = d.random().nextDouble(0, 1.2);
        ArcFaceLoss.Options options = new ArcFaceLoss.Options(margin, d.random().nextDouble(1, 6), reduction(d));
        Directions drawn = Directions.draw(d, Math.cos(Math.PI - margin));
        return d.sample((t, x) -> ArcFaceLoss.record(t, x.get(0), x.get(1), drawn.labels(), options), drawn.x(), drawn.w());
    }

    private static Sample cosFace(Draw d) {
        CosFaceLoss.Options options = new CosFaceLoss.Options(d.random().nextDouble(0, 1), d.random().nextDouble(1, 6), reduction(d));
        Directions drawn = Directions.draw(d, -1);
        return d.sample((t, x) -> CosFaceLoss.record(t, x.get(0), x.get(1), drawn.labels(), options), drawn.x(), drawn.w());
    }

    /** Rows and directions whose angles keep away from 0, from half a turn and from where the margin reaches half a turn. */
    private record Directions(Input x, Input w, int[] labels) {

        static Directions draw(Draw d, double kink) {
            int cols = 1 + d.dim();
            Input w = directions(d, "weights", Shape.of(1 + d.dim(), cols));
            int[] labels = d.random().ints(d.dim(), 0, w.shape().dim(0)).toArray();
            Shape shape = Shape.of(labels.length, cols);
            double[] x = new double[shape.size()];
            for (int i = 0; i < labels.length; i++) {
                double cosine = 1;
                while (Math.abs(cosine) > 0.95 || Math.abs(cosine - kink) < 0.01) {
                    double[] row = directions(d, "row", Shape.of(1, cols)).values();
                    System.arraycopy(row, 0, x, i * cols, cols);
                    cosine = cosine(row, Arrays.copyOfRange(w.values(), labels[i] * cols, (labels[i] + 1) * cols));
                }
            }
            return new Directions(new Input("embeddings", shape, x, true), w, labels);
        }

        /** Rows that are not short: the derivative grows with the inverse of a norm. */
        private static Input directions(Draw d, String name, Shape shape) {
            double[] values = new double[shape.size()];
            Arrays.setAll(values, i -> (d.random().nextBoolean() ? 1 : -1) * d.random().nextDouble(0.4, 1.5));
            return new Input(name, shape, values, true);
        }

        private static double cosine(double[] a, double[] b) {
            return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
        }

        private static double dot(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
        }
    }
}
