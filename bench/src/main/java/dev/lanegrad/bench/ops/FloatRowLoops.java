package dev.lanegrad.bench.ops;

import static dev.lanegrad.bench.ops.OpInput.COLUMNS;

import java.util.Arrays;
import java.util.Map;

/** Operations on rows and matrices and their gradients as a reader would write them in plain Java. */
final class FloatRowLoops extends FloatLoopArrays {

    FloatRowLoops(OpInput<float[]> in) {
        super(in);
    }

    @Override
    public Map<String, Runnable> byName() {
        return Map.ofEntries(Map.entry("addRow", this::addRow), Map.entry("sum", this::sum), Map.entry("sumRows", this::sumRows),
                Map.entry("sumColumns", this::sumColumns), Map.entry("mean", this::mean), Map.entry("rowSquaredNorms", this::rowSquaredNorms),
                Map.entry("logSumExp", this::logSumExp), Map.entry("softmax", this::softmax), Map.entry("logSoftmax", this::logSoftmax),
                Map.entry("gatherRows", this::gatherRows), Map.entry("scatterAddRows", this::scatterAddRows),
                Map.entry("resizeNearest", this::resizeNearest), Map.entry("matmul", this::matmul), Map.entry("linear", this::linear),
                Map.entry("linearRelu", this::linearRelu), Map.entry("pairwiseSquaredDistances", this::pairwiseSquaredDistances));
    }

    private void addRow() {
        Arrays.fill(dBias, 0);
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                int i = row * COLUMNS + j;
                out[i] = x[i] + bias[j];
                dx[i] = upstream[i];
                dBias[j] += upstream[i];
            }
        }
    }

    private void sum() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i];
            dx[i] = upstream[0];
        }
        out[0] = (float) sum;
    }

    private void sumRows() {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                sum += x[i];
                dx[i] = upstream[row];
            }
            out[row] = (float) sum;
        }
    }

    private void sumColumns() {
        Arrays.fill(out, 0, COLUMNS, 0);
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                out[j] += x[row * COLUMNS + j];
                dx[row * COLUMNS + j] = upstream[j];
            }
        }
    }

    private void mean() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i];
            dx[i] = upstream[0] / n;
        }
        out[0] = (float) (sum / n);
    }

    private void rowSquaredNorms() {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                sum += x[i] * x[i];
                dx[i] = 2 * upstream[row] * x[i];
            }
            out[row] = (float) sum;
        }
    }

    /** The largest number of a row. */
    private float largest(int start) {
        float largest = x[start];
        for (int i = start; i < start + COLUMNS; i++) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }

    private void logSumExp() {
        for (int row = 0; row < rows; row++) {
            int start = row * COLUMNS;
            float largest = largest(start);
            double sum = 0;
            for (int i = start; i < start + COLUMNS; i++) {
                dx[i] = (float) Math.exp(x[i] - largest);
                sum += dx[i];
            }
            for (int i = start; i < start + COLUMNS; i++) {
                dx[i] = (float) (upstream[row] * dx[i] / sum);
            }
            out[row] = (float) (largest + Math.log(sum));
        }
    }

    private void softmax() {
        for (int start = 0; start < n; start += COLUMNS) {
            float largest = largest(start);
            double sum = 0;
            for (int i = start; i < start + COLUMNS; i++) {
                out[i] = (float) Math.exp(x[i] - largest);
                sum += out[i];
            }
            double inner = 0;
            for (int i = start; i < start + COLUMNS; i++) {
                out[i] = (float) (out[i] / sum);
                inner += out[i] * upstream[i];
            }
            for (int i = start; i < start + COLUMNS; i++) {
                dx[i] = (float) (out[i] * (upstream[i] - inner));
            }
        }
    }

    private void logSoftmax() {
        for (int start = 0; start < n; start += COLUMNS) {
            float largest = largest(start);
            double sum = 0;
            double all = 0;
            for (int i = start; i < start + COLUMNS; i++) {
                dx[i] = (float) Math.exp(x[i] - largest);
                sum += dx[i];
                all += upstream[i];
            }
            double logOfSum = largest + Math.log(sum);
            for (int i = start; i < start + COLUMNS; i++) {
                out[i] = (float) (x[i] - logOfSum);
                dx[i] = (float) (upstream[i] - all * dx[i] / sum);
            }
        }
    }

    private void gatherRows() {
        Arrays.fill(dx, 0);
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                out[row * COLUMNS + j] = x[index[row] * COLUMNS + j];
                dx[index[row] * COLUMNS + j] += upstream[row * COLUMNS + j];
            }
        }
    }

    private void scatterAddRows() {
        Arrays.fill(out, 0);
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                out[index[row] * COLUMNS + j] += x[row * COLUMNS + j];
                dx[row * COLUMNS + j] = upstream[index[row] * COLUMNS + j];
            }
        }
    }

    private void resizeNearest() {
        Arrays.fill(dx, 0);
        for (int row = 0; row < rows / 2; row++) {
            for (int j = 0; j < 2 * COLUMNS; j++) {
                int from = 2 * row * COLUMNS + j / 2;
                out[row * 2 * COLUMNS + j] = x[from];
                dx[from] += upstream[row * 2 * COLUMNS + j];
            }
        }
    }

    private void matmul() {
        Arrays.fill(dWeight, 0);
        for (int row = 0; row < n; row += COLUMNS) {
            Arrays.fill(out, row, row + COLUMNS, 0);
            for (int k = 0; k < COLUMNS; k++) {
                float slope = 0;
                for (int j = 0; j < COLUMNS; j++) {
                    out[row + j] += x[row + k] * weight[k * COLUMNS + j];
                    slope += upstream[row + j] * weight[k * COLUMNS + j];
                    dWeight[k * COLUMNS + j] += x[row + k] * upstream[row + j];
                }
                dx[row + k] = slope;
            }
        }
    }

    private void linear() {
        linear(false);
    }

    private void linear(boolean relu) {
        Arrays.fill(dx, 0);
        Arrays.fill(dWeight, 0);
        Arrays.fill(dBias, 0);
        for (int row = 0; row < n; row += COLUMNS) {
            for (int j = 0; j < COLUMNS; j++) {
                float sum = bias[j];
                for (int k = 0; k < COLUMNS; k++) {
                    sum += x[row + k] * weight[j * COLUMNS + k];
                }
                out[row + j] = relu ? Math.max(sum, 0) : sum;
                float slope = relu && sum <= 0 ? 0 : upstream[row + j];
                dBias[j] += slope;
                for (int k = 0; k < COLUMNS; k++) {
                    dx[row + k] += slope * weight[j * COLUMNS + k];
                    dWeight[j * COLUMNS + k] += slope * x[row + k];
                }
            }
        }
    }

    private void linearRelu() {
        linear(true);
    }

    private void pairwiseSquaredDistances() {
        Arrays.fill(dx, 0);
        Arrays.fill(dWeight, 0);
        for (int row = 0; row < n; row += COLUMNS) {
            for (int j = 0; j < COLUMNS; j++) {
                float sum = 0;
                for (int k = 0; k < COLUMNS; k++) {
                    float difference = x[row + k] - weight[j * COLUMNS + k];
                    sum += difference * difference;
                    dx[row + k] += 2 * upstream[row + j] * difference;
                    dWeight[j * COLUMNS + k] -= 2 * upstream[row + j] * difference;
                }
                out[row + j] = sum;
            }
        }
    }
}
