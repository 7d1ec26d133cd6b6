package dev.lanegrad.examples.digits;

import java.awt.Color;
import java.awt.Font;
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
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Scatter plots of two-dimensional features, coloured by class, side by side. */
final class FeaturePlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 640;
    private static final int POINT_SIZE = 3;

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
     * @param centres {@code [classes][2]}, marked in the plot
     * @param centreName what the centres are, for the legend
     */
    record Panel(String title, float[] features, int[] labels, double[][] centres, String centreName) {
    }

    /** Writes the panels side by side as PNG. */
    static void write(List<Panel> panels, OutputStream out) throws IOException {
        List<XYChart> charts = panels.stream().map(FeaturePlot::chart).toList();
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), out, BitmapFormat.PNG);
    }

    private static XYChart chart(Panel panel) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(panel.title())
                .xAxisTitle("feature 1").yAxisTitle("feature 2").build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setMarkerSize(POINT_SIZE)
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setLegendPosition(LegendPosition.OutsideE);
        for (int k = 0; k < panel.centres().length; k++) {
            addClass(chart, panel, k);
        }
        addCentres(chart, panel);
        return chart;
    }

    private static void addClass(XYChart chart, Panel panel, int k) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < panel.labels().length; i++) {
            if (panel.labels()[i] == k) {
                x.add((double) panel.features()[2 * i]);
                y.add((double) panel.features()[2 * i + 1]);
            }
        }
        if (!x.isEmpty()) {
            XYSeries series = chart.addSeries(Integer.toString(k), x, y);
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(CLASS_COLOURS[k % CLASS_COLOURS.length]);
        }
    }

    private static void addCentres(XYChart chart, Panel panel) {
        double[] x = new double[panel.centres().length];
        double[] y = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = panel.centres()[k][0];
            y[k] = panel.centres()[k][1];
        }
        XYSeries series = chart.addSeries(panel.centreName(), x, y);
        series.setMarker(SeriesMarkers.CROSS).setMarkerColor(Color.BLACK);
    }
}
