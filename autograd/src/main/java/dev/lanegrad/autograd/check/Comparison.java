package dev.lanegrad.autograd.check;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheckResult.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;

/** One run of a gradient check: the function recorded once and replayed for every difference. */
final class Comparison {

    private final GradCheck options;
    private final Tape tape = new Tape();
    private final Tensor<double[]> output;
    private final List<Tensor<double[]>> parameters = new ArrayList<>();
    private final SplittableRandom random;

    private int compared;
    private int excluded;
    private int failed;
    private double maxRelativeError;
    private @Nullable Difference worst;

    Comparison(GradCheck options, Function<Tape, Tensor<double[]>> function, Tensor<?>[] parameters) {
        for (int k = 0; k < parameters.length; k++) {
            this.parameters.add(doubleParameter(k, parameters[k]));
        }
        this.options = options;
        this.output = function.apply(tape);
        this.random = new SplittableRandom(options.seed());
    }

    private static Tensor<double[]> doubleParameter(int k, Tensor<?> parameter) {
        if (!parameter.requiresGrad() || !(parameter.data() instanceof double[])) {
            throw new IllegalArgumentException("GradCheck: argument " + k + " (" + parameter
                    + ") must be a double parameter, made by Tensor.parameter");
        }
        @SuppressWarnings("unchecked")
        Tensor<double[]> checked = (Tensor<double[]>) parameter;
        return checked;
    }

    GradCheckResult jacobian() {
        int outputs = output.shape().size();
        double[][][] analytic = new double[outputs][][];
        double[] unit = new double[outputs];
        for (int j = 0; j < outputs; j++) {
            unit[j] = 1;
            analytic[j] = gradients(unit);
            unit[j] = 0;
        }
        for (int k = 0; k < parameters.size(); k++) {
            List<Difference> differences = new ArrayList<>();
            for (int i = 0; i < parameters.get(k).shape().size(); i++) {
                if (isExcluded(k, i)) {
                    excluded++;
                    continue;
                }
                double[] numeric = differences(k, direction(k, i));
                for (int j = 0; j < outputs; j++) {
                    differences.add(difference(k, i, j, analytic[j][k][i], numeric[j]));
                }
            }
            record(differences);
        }
        return result();
    }

    GradCheckResult projection() {
        double[] upstream = random.doubles(output.shape().size(), -1, 1).toArray();
        double[][] analytic = gradients(upstream);
        for (int k = 0; k < parameters.size(); k++) {
            double[] direction = random.doubles(parameters.get(k).shape().size(), -1, 1).toArray();
            for (int i = 0; i < direction.length; i++) {
                if (isExcluded(k, i)) {
                    excluded++;
                    direction[i] = 0;
                }
            }
            if (direction.length > 0) {
                record(List.of(project(k, analytic[k], direction, upstream)));
            }
        }
        return result();
    }

    /** Compares along a direction; where that fails, halves the direction until one element is left. */
    private Difference project(int k, double[] analytic, double[] direction, double[] upstream) {
        Difference whole = along(k, 0, analytic, direction, upstream);
        if (agrees(whole)) {
            return whole;
        }
        int from = 0;
        int to = direction.length;
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            Difference low = along(k, from, analytic, part(direction, from, middle), upstream);
            Difference high = along(k, middle, analytic, part(direction, middle, to), upstream);
            if (low.magnitude() >= high.magnitude()) {
                to = middle;
            } else {
                from = middle;
            }
        }
        double[] unit = new double[direction.length];
        unit[from] = 1;
        return along(k, from, analytic, unit, upstream);
    }

    private static double[] part(double[] direction, int from, int to) {
        double[] part = new double[direction.length];
        System.arraycopy(direction, from, part, from, to - from);
        return part;
    }

    private Difference along(int k, int element, double[] analytic, double[] direction, double[] upstream) {
        return difference(k, element, GradCheckResult.PROJECTION,
                dot(analytic, direction), dot(upstream, differences(k, direction)));
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += y[i] == 0 ? 0 : x[i] * y[i];
        }
        return sum;
    }

    private boolean isExcluded(int k, int i) {
        return options.kink().at(k, i, parameters.get(k).data()[i]);
    }

    private double[] direction(int k, int i) {
        double[] direction = new double[parameters.get(k).shape().size()];
        direction[i] = 1;
        return direction;
    }

    /** The gradients of all parameters for an upstream gradient. */
    private double[][] gradients(double[] upstream) {
        parameters.forEach(Tensor::zeroGrad);
        tape.backward(output, upstream);
        double[][] gradients = parameters.stream().map(p -> p.grad().clone()).toArray(double[][]::new);
        parameters.forEach(Tensor::zeroGrad);
        return gradients;
    }

    /** The central differences of all output elements along a direction of one parameter, which is then restored. */
    private double[] differences(int k, double[] direction) {
        double[] data = parameters.get(k).data();
        double[] original = data.clone();
        double[] after = shifted(data, original, direction, options.eps());
        double[] before = shifted(data, original, direction, -options.eps());
        System.arraycopy(original, 0, data, 0, data.length);
        tape.replay();
        for (int j = 0; j < after.length; j++) {
            after[j] = (after[j] - before[j]) / (2 * options.eps());
        }
        return after;
    }

    private double[] shifted(double[] data, double[] original, double[] direction, double step) {
        for (int i = 0; i < data.length; i++) {
            data[i] = direction[i] == 0 ? original[i] : original[i] + step * direction[i];
        }
        tape.replay();
        return output.data().clone();
    }

    private Difference difference(int k, int element, int outputElement, double analytic, double numeric) {
        return new Difference(k, parameters.get(k).toString(), element, outputElement, analytic, numeric);
    }

    private boolean agrees(Difference d) {
        return d.magnitude() <= options.atol() + options.rtol() * Math.abs(d.numeric());
    }

    /** Takes the differences of one argument into the result. */
    private void record(List<Difference> differences) {
        double largest = 0;
        for (Difference d : differences) {
            largest = Math.max(largest, Math.max(Math.abs(d.analytic()), Math.abs(d.numeric())));
        }
        for (Difference d : differences) {
            compared++;
            failed += agrees(d) ? 0 : 1;
            if (d.magnitude() > 0) {
                maxRelativeError = Math.max(maxRelativeError, d.magnitude() / largest);
                worst = worst == null || badness(d) > badness(worst) ? d : worst;
            }
        }
    }

    /** The difference in units of the tolerance. */
    private double badness(Difference d) {
        return d.magnitude() / (options.atol() + options.rtol() * Math.abs(d.numeric()));
    }

    private GradCheckResult result() {
        return new GradCheckResult(compared, excluded, failed, maxRelativeError, Optional.ofNullable(worst));
    }
}
