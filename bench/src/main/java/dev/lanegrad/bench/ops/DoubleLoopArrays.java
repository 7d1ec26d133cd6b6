// Derived from FloatLoopArrays.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.bench.ops;

import static dev.lanegrad.bench.ops.OpInput.COLUMNS;

import java.util.Arrays;

/** What plain loops read and write: the same input as the operations, arrays of their own for results and gradients. */
abstract class DoubleLoopArrays implements OpLoops {

    final double[] x;
    final double[] y;
    final double[] p;
    final double[] weight;
    final double[] bias;
    final double[] target;
    final double[] upstream;
    final int[] index;
    final int n;
    final int rows;
    final double[] out;
    final double[] dx;
    final double[] dy;
    final double[] dp;
    final double[] dWeight;
    final double[] dBias;

    DoubleLoopArrays(OpInput<double[]> in) {
        x = in.x().data();
        y = in.y().data();
        p = in.p().data();
        weight = in.weight().data();
        bias = in.bias().data();
        target = in.target().data();
        upstream = in.upstream();
        index = in.index();
        n = x.length;
        rows = n / COLUMNS;
        out = new double[n];
        dx = new double[n];
        dy = new double[n];
        dp = new double[n];
        dWeight = new double[weight.length];
        dBias = new double[bias.length];
    }

    @Override
    public double[][] results(int size) {
        return new double[][] {doubles(Arrays.copyOf(out, size)), doubles(dx), doubles(dy), doubles(dp), doubles(dWeight), doubles(dBias)};
    }

    private static double[] doubles(double[] array) {
        double[] doubles = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            doubles[i] = array[i];
        }
        return doubles;
    }
}
