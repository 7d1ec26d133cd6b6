package dev.lanegrad.examples.curves;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A line of a chart.
 *
 * @param name what the legend says
 * @param x the points on the axis
 * @param y the value at each of them
 */
record Curve(String name, double[] x, double[] y) {

    static final Color[] COLOURS = {
        new Color(0x4c78a8), new Color(0xf58518), new Color(0x54a24b), new Color(0xe45756), new Color(0x9d5fc9)
    };

    private static final BasicStroke LINE = new BasicStroke(2.2f);

    /** Records one value per element of a parameter. */
    interface Elements {
        Tensor<double[]> record(Tape tape, Tensor<double[]> x);
    }

    /** The values, or the slopes, of a function of each element. */
    static Curve of(String name, double[] axis, Tensor<double[]> x, boolean slope, Elements function) {
        Tape tape = new Tape();
        Tensor<double[]> y = function.record(tape, x);
        if (!slope) {
            return new Curve(name, axis, y.data().clone());
        }
        x.zeroGrad();
        tape.backward(y);
        return new Curve(name, axis, x.grad().clone());
    }

    /** Evenly spaced points, both ends included. */
    static double[] axis(double from, double to, int points) {
        double[] x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = from + (to - from) * i / (points - 1);
        }
        return x;
    }

    /** A chart of lines. */
    static XYChart chart(String title, String xTitle, String yTitle, double yMin, double yMax, Curve... curves) {
        XYChart chart = empty(title, xTitle, yTitle);
        chart.getStyler().setYAxisMin(yMin).setYAxisMax(yMax);
        double[] x = curves[0].x();
        chart.getStyler().setXAxisMin(Math.rint(10 * x[0]) / 10).setXAxisMax(Math.rint(10 * x[x.length - 1]) / 10);
        for (int i = 0; i < curves.length; i++) {
            XYSeries series = chart.addSeries(curves[i].name(), curves[i].x(), curves[i].y());
            series.setMarker(SeriesMarkers.NONE).setLineColor(COLOURS[i]).setLineStyle(LINE);
        }
        return chart;
    }

    static XYChart empty(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder().width(560).height(420).title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setPlotContentSize(1);
        return chart;
    }
}
