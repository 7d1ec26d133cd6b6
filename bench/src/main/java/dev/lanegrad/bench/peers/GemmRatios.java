package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.FmaLimitBenchmark;
import dev.lanegrad.bench.GemmBenchmark;
import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Param;

/**
 * Matrix products of this library beside OpenBLAS, PyTorch and netlib in one process, for machines whose speed changes from one
 * millisecond to the next: a core that shares its units with another tenant has them half of the time.
 *
 * <p>Short rounds alternate, and between any two stands a probe: chains of fused multiply-adds. A round counts if the probes before and after it
 * reach 96 % of the best. A row gives the upper quartile of the rounds that count, in GFLOP/s, or of all where fewer than three do.
 *
 * <p>Arguments: {@code float} or {@code double}, then shapes as in {@link GemmBenchmark#shape}; none for all.
 */
public final class GemmRatios {

    private static final List<String> LIBRARIES = List.of("openblas", "torch", "netlib");
    private static final double PROBE_OPERATIONS = 24 << 20;
    private static final long ROUND_NANOS = 200_000;
    private static final long WARM_UP_NANOS = 2_500_000_000L;
    private static final long ROW_NANOS = 2_000_000_000L;
    private static final double CALM = 0.96;

    private final FmaLimitBenchmark limit = new FmaLimitBenchmark();
    private final Kernels<float[]> floats = Kernels.floats();
    private final Kernels<double[]> doubles = Kernels.doubles();
    private final boolean single;
    private double peak;
    private double sink;

    private GemmRatios(String type) {
        single = type.equals("float");
    }

    /**
     * Prints the table.
     *
     * @param args element type and shapes
     * @throws ReflectiveOperationException if the benchmark has no shapes, or a library no products
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        List<String> types = args.length == 0 ? List.of("float", "double") : List.of(args[0]);
        List<String> shapes = args.length > 1 ? Arrays.asList(args).subList(1, args.length)
                : List.of(GemmBenchmark.class.getField("shape").getAnnotation(Param.class).value());
        System.out.println("| type | m x n x k | Lanegrad | OpenBLAS | PyTorch | netlib | FMA peak | to the faster native | to netlib | to the peak |");
        System.out.println("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (String type : types) {
            for (String shape : shapes) {
                new GemmRatios(type).row(type, shape);
            }
        }
    }

    private void row(String type, String shape) throws ReflectiveOperationException {
        GemmInput input = new GemmInput(type, shape);
        List<Gemm> others = new ArrayList<>();
        try {
            for (String library : LIBRARIES) {
                others.add(product(library, input));
            }
            input.multiply(floats, doubles, Workers.single());
            double[] expected = input.result();
            Runnable[] products = new Runnable[1 + others.size()];
            products[0] = () -> input.multiply(floats, doubles, Workers.single());
            for (int i = 0; i < others.size(); i++) {
                Gemm each = others.get(i);
                products[1 + i] = each::run;
                each.run();
                Agreement.require("gemm, " + LIBRARIES.get(i), expected, each.result(), input.tolerance());
            }
            double[] rates = rates(products, 2.0 * input.m * input.n * input.k);
            System.out.printf("| %s | %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.1f | %.2f |%n", type, shape, rates[0], rates[1],
                    rates[2], rates[3], peak, rates[0] / Math.max(rates[1], rates[2]), rates[0] / rates[3], rates[0] / peak);
        } finally {
            others.forEach(Gemm::close);
        }
    }

    /** By name, since each library's classes are compiled only where the library is. */
    private static Gemm product(String library, GemmInput input) throws ReflectiveOperationException {
        String name = GemmRatios.class.getPackageName() + "." + library + ".GemmPeers";
        try {
            return ((GemmPeer) Class.forName(name).getConstructor().newInstance()).product(input);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("GemmRatios: " + library + " is not here, and the table needs all of " + LIBRARIES, e);
        }
    }

    private double[] rates(Runnable[] products, double operations) {
        int[] calls = new int[products.length];
        Arrays.fill(calls, 1);
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            for (int i = 0; i < products.length; i++) {
                calls[i] = (int) Math.max(1, calls[i] * ROUND_NANOS / Math.max(1, nanos(products[i], calls[i])));
            }
            probe();
        }
        double[][] rounds = new double[products.length][100_000];
        double[][] calm = new double[products.length][100_000];
        int round = 0;
        peak = 0;
        start = System.nanoTime();
        while (round < 3 || System.nanoTime() - start < ROW_NANOS && round < 100_000) {
            double before = probe();
            for (int i = 0; i < products.length; i++) {
                rounds[i][round] = operations * calls[i] / nanos(products[i], calls[i]);
                double after = probe();
                calm[i][round] = Math.min(before, after);
                before = after;
            }
            round++;
        }
        double[] rates = new double[products.length];
        for (int i = 0; i < products.length; i++) {
            rates[i] = upperQuartile(Arrays.copyOf(rounds[i], round), calm[i]);
        }
        return rates;
    }

    private double probe() {
        long start = System.nanoTime();
        sink += single ? limit.fmaFloat() : limit.fmaDouble();
        double rate = PROBE_OPERATIONS / (System.nanoTime() - start);
        peak = Math.max(peak, rate);
        return rate;
    }

    private double upperQuartile(double[] rounds, double[] calm) {
        double[] counted = new double[rounds.length];
        int n = 0;
        for (int i = 0; i < rounds.length; i++) {
            if (calm[i] >= CALM * peak) {
                counted[n++] = rounds[i];
            }
        }
        double[] sorted = n < 3 ? rounds.clone() : Arrays.copyOf(counted, n);
        Arrays.sort(sorted);
        return sorted[sorted.length * 3 / 4];
    }

    private static long nanos(Runnable product, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            product.run();
        }
        return System.nanoTime() - start;
    }
}
