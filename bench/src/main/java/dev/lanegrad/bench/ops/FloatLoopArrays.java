package dev.lanegrad.bench.ops;

import static dev.lanegrad.bench.ops.OpInput.COLUMNS;

import java.util.Arrays;

/** What plain loops read and write: the same input as the operations, arrays of their own for results and gradients. */
abstract class FloatLoopArrays implements OpLoops {

    final float[] x;
    final float[] y;
    final float[] p;
    final float[] weight;
    final float[] bias;
    final float[] target;
    final float[] upstream;
    final int[] index;
    final int n;
    final int rows;
    final float[] out;
    final float[] dx;
    final float[] dy;
    final float[] dp;
    final float[] dWeight;
    final float[] dBias;

    FloatLoopArrays(OpInput<float[]> in) {
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
        out = new float[n];
        dx = new float[n];
        dy = new float[n];
        dp = new float[n];
        dWeight = new float[weight.length];
        dBias = new float[bias.length];
    }

    @Override
    public double[][] results(int size) {
        return new double[][] {doubles(Arrays.copyOf(out, size)), doubles(dx), doubles(dy), doubles(dp), doubles(dWeight), doubles(dBias)};
    }

    private static double[] doubles(float[] array) {
        double[] doubles = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            doubles[i] = array[i];
        }
        return doubles;
    }
}
