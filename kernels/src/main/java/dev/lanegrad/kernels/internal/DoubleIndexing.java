// Derived from FloatIndexing.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Indexing;

/** Rows by index and nearest-neighbour resizing, for both backends: copies, and sums of rows. */
public final class DoubleIndexing implements Indexing<double[]> {

    private final DoubleElementwise elementwise;

    public DoubleIndexing(DoubleElementwise elementwise) {
        this.elementwise = elementwise;
    }

    @Override
    public void gatherRows(int n, int rows, int cols, double[] table, int tableOffset,
                           int[] index, int indexOffset, double[] y, int yOffset) {
        checkRows("gatherRows", n, rows, cols, "table", table, tableOffset, rows, index, indexOffset);
        Checks.range("gatherRows", "y", y.length, yOffset, (long) n * cols);
        for (int i = 0; i < n; i++) {
            System.arraycopy(table, tableOffset + index[indexOffset + i] * cols, y, yOffset + i * cols, cols);
        }
    }

    @Override
    public void addGatheredRows(int n, int rows, int cols, double[] table, int tableOffset,
                                int[] index, int indexOffset, double[] y, int yOffset) {
        checkRows("addGatheredRows", n, rows, cols, "table", table, tableOffset, rows, index, indexOffset);
        Checks.range("addGatheredRows", "y", y.length, yOffset, (long) n * cols);
        for (int i = 0; i < n; i++) {
            addRow(cols, table, tableOffset + index[indexOffset + i] * cols, y, yOffset + i * cols);
        }
    }

    @Override
    public void scatterAddRows(int n, int rows, int cols, double[] x, int xOffset,
                               int[] index, int indexOffset, double[] y, int yOffset) {
        checkRows("scatterAddRows", n, rows, cols, "x", x, xOffset, n, index, indexOffset);
        Checks.range("scatterAddRows", "y", y.length, yOffset, (long) rows * cols);
        for (int i = 0; i < n; i++) {
            addRow(cols, x, xOffset + i * cols, y, yOffset + index[indexOffset + i] * cols);
        }
    }

    private static void checkRows(String kernel, int n, int rows, int cols, String name, double[] x, int xOffset,
                                  int xRows, int[] index, int indexOffset) {
        Checks.size(kernel, "n", n);
        Checks.size(kernel, "rows", rows);
        Checks.size(kernel, "cols", cols);
        Checks.range(kernel, name, x.length, xOffset, (long) xRows * cols);
        Checks.labels(kernel, "index", n, index, indexOffset, rows);
    }

    private void addRow(int cols, double[] x, int xOffset, double[] y, int yOffset) {
        elementwise.addLoop(cols, x, xOffset, y, yOffset, y, yOffset);
    }

    @Override
    public void resizeNearest(int planes, int h, int w, int outH, int outW,
                              double[] x, int xOffset, double[] y, int yOffset) {
        checkImages("resizeNearest", planes, h, w, outH, outW);
        Checks.range("resizeNearest", "x", x.length, xOffset,
                Checks.volume("resizeNearest", "x", planes, h, w));
        Checks.range("resizeNearest", "y", y.length, yOffset,
                Checks.volume("resizeNearest", "y", planes, outH, outW));
        for (int p = 0; p < planes; p++) {
            int previous = -1;
            for (int i = 0; i < outH; i++) {
                int row = (int) ((long) i * h / outH);
                int to = yOffset + (p * outH + i) * outW;
                if (row == previous) {
                    System.arraycopy(y, to - outW, y, to, outW);
                } else {
                    resizeRow(w, outW, x, xOffset + (p * h + row) * w, y, to);
                }
                previous = row;
            }
        }
    }

    @Override
    public void addResizeNearestAdjoint(int planes, int h, int w, int outH, int outW,
                                        double[] dy, int dyOffset, double[] dx, int dxOffset) {
        checkImages("addResizeNearestAdjoint", planes, h, w, outH, outW);
        Checks.range("addResizeNearestAdjoint", "dy", dy.length, dyOffset,
                Checks.volume("addResizeNearestAdjoint", "dy", planes, outH, outW));
        Checks.range("addResizeNearestAdjoint", "dx", dx.length, dxOffset,
                Checks.volume("addResizeNearestAdjoint", "dx", planes, h, w));
        for (int p = 0; p < planes; p++) {
            for (int i = 0; i < outH; i++) {
                int row = (int) ((long) i * h / outH);
                addResizedRow(w, outW, dy, dyOffset + (p * outH + i) * outW, dx, dxOffset + (p * h + row) * w);
            }
        }
    }

    private static void checkImages(String kernel, int planes, int h, int w, int outH, int outW) {
        Checks.size(kernel, "planes", planes);
        Checks.positive(kernel, "h", h);
        Checks.positive(kernel, "w", w);
        Checks.positive(kernel, "outH", outH);
        Checks.positive(kernel, "outW", outW);
    }

    /** The column {@code floor(j * w / outW)} moves by whole steps and a remainder: no division per pixel. */
    private static void resizeRow(int w, int outW, double[] x, int xOffset, double[] y, int yOffset) {
        int step = w / outW;
        int rest = w % outW;
        int from = xOffset;
        int remainder = rest - outW;
        for (int j = 0; j < outW; j++) {
            y[yOffset + j] = x[from];
            from += step;
            if (remainder >= 0) {
                from++;
                remainder -= outW;
            }
            remainder += rest;
        }
    }

    private static void addResizedRow(int w, int outW, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        int step = w / outW;
        int rest = w % outW;
        int to = dxOffset;
        int remainder = rest - outW;
        for (int j = 0; j < outW; j++) {
            dx[to] += dy[dyOffset + j];
            to += step;
            if (remainder >= 0) {
                to++;
                remainder -= outW;
            }
            remainder += rest;
        }
    }
}
