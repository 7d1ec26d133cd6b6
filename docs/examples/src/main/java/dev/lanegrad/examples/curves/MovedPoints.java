package dev.lanegrad.examples.curves;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.losses.metric.ContrastiveLoss;
import dev.lanegrad.losses.metric.TripletLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points in the plane, four classes mixed, that gradient descent moves by a metric loss alone. */
final class MovedPoints {

    static final int CLASSES = 4;
    private static final int ROWS = 120;
    private static final int STEPS = 300;

    private MovedPoints() {
    }

    static List<XYChart> charts() {
        return List.of(chart("Before", start()),
                chart("After the triplet loss, margin 0.5", triplet()),
                chart("After the contrastive loss, margin 1", contrastive()));
    }

    static int[] labels() {
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % CLASSES;
        }
        return labels;
    }

    static double[] start() {
        SplittableRandom random = new SplittableRandom(4);
        double[] points = new double[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            double turn = 2 * Math.PI * (i % CLASSES) / CLASSES;
            points[2 * i] = 0.25 * Math.cos(turn) + 0.5 * random.nextGaussian();
            points[2 * i + 1] = 0.25 * Math.sin(turn) + 0.5 * random.nextGaussian();
        }
        return points;
    }

    static double[] triplet() {
        TripletLoss.Options options = TripletLoss.Options.defaults().withMargin(0.5);
        return moved((tape, x) -> TripletLoss.record(tape, x, labels(), options));
    }

    static double[] contrastive() {
        return moved((tape, x) -> ContrastiveLoss.record(tape, x, labels(), ContrastiveLoss.Options.defaults()));
    }

    private static double[] moved(Curve.Elements loss) {
        Tensor<double[]> x = Tensor.parameter(Shape.of(ROWS, 2), start());
        Tape tape = new Tape();
        Tensor<double[]> value = loss.record(tape, x);
        Adam adam = new Adam(Adam.Options.defaults().withLearningRate(0.01), List.of(x));
        for (int step = 0; step < STEPS; step++) {
            adam.zeroGrad();
            tape.backward(value);
            adam.step();
            tape.replay();
        }
        return x.data();
    }

    private static XYChart chart(String title, double[] points) {
        XYChart chart = Curve.empty(title, "", "");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarkerSize(7);
        chart.getStyler().setXAxisMin(-1.6).setXAxisMax(1.6).setYAxisMin(-1.6).setYAxisMax(1.6);
        for (int k = 0; k < CLASSES; k++) {
            List<Double> xs = new ArrayList<>();
            List<Double> ys = new ArrayList<>();
            for (int i = k; i < ROWS; i += CLASSES) {
                xs.add(points[2 * i]);
                ys.add(points[2 * i + 1]);
            }
            XYSeries series = chart.addSeries("class " + k, xs, ys);
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Curve.COLOURS[k]);
        }
        return chart;
    }
}
