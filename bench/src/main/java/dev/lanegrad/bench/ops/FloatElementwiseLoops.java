package dev.lanegrad.bench.ops;

import java.util.Map;

/** Element-wise operations and their gradients as a reader would write them in plain Java: one loop each, with the functions of {@link Math}. */
final class FloatElementwiseLoops extends FloatLoopArrays {

    FloatElementwiseLoops(OpInput<float[]> in) {
        super(in);
    }

    @Override
    public Map<String, Runnable> byName() {
        return Map.ofEntries(Map.entry("add", this::add), Map.entry("sub", this::sub), Map.entry("mul", this::mul), Map.entry("div", this::div),
                Map.entry("scale", this::scale), Map.entry("relu", this::relu), Map.entry("clamp", this::clamp), Map.entry("abs", this::abs),
                Map.entry("square", this::square), Map.entry("sqrt", this::sqrt), Map.entry("exp", this::exp), Map.entry("expm1", this::expm1),
                Map.entry("log", this::log), Map.entry("log1p", this::log1p), Map.entry("tanh", this::tanh),
                Map.entry("sigmoid", this::sigmoid), Map.entry("logSigmoid", this::logSigmoid), Map.entry("softplus", this::softplus),
                Map.entry("binaryCrossEntropy", this::binaryCrossEntropy), Map.entry("reshape", this::reshape));
    }

    private void add() {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
            dx[i] = upstream[i];
            dy[i] = upstream[i];
        }
    }

    private void sub() {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] - y[i];
            dx[i] = upstream[i];
            dy[i] = -upstream[i];
        }
    }

    private void mul() {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
            dx[i] = upstream[i] * y[i];
            dy[i] = upstream[i] * x[i];
        }
    }

    private void div() {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] / p[i];
            dx[i] = upstream[i] / p[i];
            dp[i] = -upstream[i] * out[i] / p[i];
        }
    }

    private void scale() {
        float alpha = 1.5f;
        for (int i = 0; i < n; i++) {
            out[i] = alpha * x[i];
            dx[i] = alpha * upstream[i];
        }
    }

    private void relu() {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0);
            dx[i] = x[i] > 0 ? upstream[i] : 0;
        }
    }

    private void clamp() {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(-1, Math.min(x[i], 1));
            dx[i] = x[i] >= -1 && x[i] <= 1 ? upstream[i] : 0;
        }
    }

    private void abs() {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
            dx[i] = Math.signum(x[i]) * upstream[i];
        }
    }

    private void square() {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
            dx[i] = 2 * x[i] * upstream[i];
        }
    }

    private void sqrt() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.sqrt(p[i]);
            dp[i] = upstream[i] / (2 * out[i]);
        }
    }

    private void exp() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.exp(x[i]);
            dx[i] = upstream[i] * out[i];
        }
    }

    private void expm1() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.expm1(x[i]);
            dx[i] = upstream[i] * (out[i] + 1);
        }
    }

    private void log() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.log(p[i]);
            dp[i] = upstream[i] / p[i];
        }
    }

    private void log1p() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.log1p(p[i]);
            dp[i] = upstream[i] / (1 + p[i]);
        }
    }

    private void tanh() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.tanh(x[i]);
            dx[i] = upstream[i] * (1 - out[i] * out[i]);
        }
    }

    private void sigmoid() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) (1 / (1 + Math.exp(-x[i])));
            dx[i] = upstream[i] * out[i] * (1 - out[i]);
        }
    }

    private void logSigmoid() {
        for (int i = 0; i < n; i++) {
            double e = Math.exp(-Math.abs(x[i]));
            out[i] = (float) (Math.min(x[i], 0) - Math.log1p(e));
            dx[i] = (float) (upstream[i] * (x[i] >= 0 ? e : 1) / (1 + e));
        }
    }

    private void softplus() {
        for (int i = 0; i < n; i++) {
            double e = Math.exp(-Math.abs(x[i]));
            out[i] = (float) (Math.max(x[i], 0) + Math.log1p(e));
            dx[i] = (float) (upstream[i] * (x[i] >= 0 ? 1 : e) / (1 + e));
        }
    }

    private void binaryCrossEntropy() {
        for (int i = 0; i < n; i++) {
            out[i] = (float) -(target[i] * Math.log(p[i]) + (1 - target[i]) * Math.log1p(-p[i]));
            dp[i] = upstream[i] * (p[i] - target[i]) / (p[i] * (1 - p[i]));
        }
    }

    private void reshape() {
        System.arraycopy(x, 0, out, 0, n);
        System.arraycopy(upstream, 0, dx, 0, n);
    }
}
