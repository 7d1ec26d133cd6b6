package dev.lanegrad.examples.digits;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;

/** Scatter plots of two-dimensional features, coloured by class, side by side. */
final class FeaturePlot {

    private static final int SIDE = 600;
    private static final int CENTRE_SIZE = 13;

    private static final Color[] CLASS_COLOURS = {
        new Color(0x4c78a8), new Color(0xf58518), new Color(0x54a24b), new Color(0xe45756), new Color(0x9d5fc9),
        new Color(0x8c5a3c), new Color(0xe377c2), new Color(0x7f7f7f), new Color(0xb5a900), new Color(0x17becf)
    };

    private FeaturePlot() {
    }

    /**
     * One scatter plot.
     *
     * @param title what it shows
     * @param features {@code [labels.length, 2]}
     * @param labels the class of each feature
     * @param centres {@code [classes][2]}, marked by discs
     */
    record Panel(String title, float[] features, int[] labels, double[][] centres) {
    }

    /** Writes the panels side by side as PNG. */
    static void write(List<Panel> panels, OutputStream out) throws IOException {
        List<XYChart> charts = panels.stream().map(FeaturePlot::chart).toList();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), out, BitmapFormat.PNG);
    }

    private static XYChart chart(Panel panel) {
        XYChart chart = new XYChartBuilder().width(SIDE).height(SIDE).title(panel.title())
                .xAxisTitle("feature 1").yAxisTitle("feature 2").build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setMarkerSize(CENTRE_SIZE)
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setLegendPosition(LegendPosition.OutsideE);
        int classes = panel.centres().length;
        for (int k = 0; k < classes; k++) {
            addPoints(chart, panel, k);
        }
        // The centres lie on top of all points, and stand for their class in the legend.
        for (int k = 0; k < classes; k++) {
            double[] centre = panel.centres()[k];
            XYSeries series = chart.addSeries(Integer.toString(k), new double[] {centre[0]}, new double[] {centre[1]});
            series.setMarker(new Disc(colour(k)));
        }
        return chart;
    }

    private static void addPoints(XYChart chart, Panel panel, int k) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < panel.labels().length; i++) {
            if (panel.labels()[i] == k) {
                x.add((double) panel.features()[2 * i]);
                y.add((double) panel.features()[2 * i + 1]);
            }
        }
        if (!x.isEmpty()) {
            XYSeries series = chart.addSeries("points of " + k, x, y);
            series.setMarker(new Point(colour(k))).setShowInLegend(false);
        }
    }

    private static Color colour(int k) {
        return CLASS_COLOURS[k % CLASS_COLOURS.length];
    }

    /** A small dot, whatever the size of the markers in the legend. */
    private static final class Point extends Marker {
        private static final double SIZE = 3;
        private final Color colour;

        Point(Color colour) {
            this.colour = colour;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int markerSize) {
            g.setColor(colour);
            g.fill(new Ellipse2D.Double(x - SIZE / 2, y - SIZE / 2, SIZE, SIZE));
        }
    }

    /** A disc with a rim that shows on points of its own colour. */
    private static final class Disc extends Marker {
        private static final BasicStroke RIM = new BasicStroke(2);
        private final Color colour;

        Disc(Color colour) {
            this.colour = colour;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int markerSize) {
            Ellipse2D disc = new Ellipse2D.Double(x - markerSize / 2.0, y - markerSize / 2.0, markerSize, markerSize);
            g.setColor(colour);
            g.fill(disc);
            g.setColor(Color.BLACK);
            g.setStroke(RIM);
            g.draw(disc);
        }
    }
}
