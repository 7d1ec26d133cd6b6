package dev.lanegrad.bench.peers;

import dev.lanegrad.kernels.ElementType;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * Matrix products of this library beside OpenBLAS, PyTorch and netlib, one thread each, as a table.
 *
 * <p>All run in one process in alternating rounds, since the clock of a machine drifts more than they differ. A row gives the best tenth of
 * the rounds in GFLOP/s, and the ratio to the faster of the two native libraries. Natives work on memory outside of the heap. Every
 * result is compared with OpenBLAS before timing.
 *
 * <p>Arguments: {@code float} or {@code double}, then shapes {@code MxNxK} with the transposes behind a colon: {@code 2000x6625x96:NT}.
 */
public final class GemmPeers {

    private static final List<String> SHAPES = List.of("64x64x64", "96x96x96", "128x128x128", "256x256x256", "512x512x512",
            "1024x1024x1024", "2048x2048x2048", "2000x6625x96:NT", "2000x96x6625", "6625x96x2000", "6625x96x2000:TN",
            "6625x96x2000:NT", "6625x96x2000:TT", "256x64x784", "784x64x256", "256x784x64", "8x8x8", "16x16x16", "32x32x32",
            "48x48x48", "100x100x100", "64x10x64", "10x64x64");

    private static final int ROUNDS = 40;
    private static final int FEWEST_ROUNDS = 3;
    private static final long ROW_NANOS = 6_000_000_000L;
    private static final long ROUND_NANOS = 2_000_000;
    private static final long WARM_UP_NANOS = 500_000_000;

    private GemmPeers() {
    }

    /**
     * Prints the table.
     *
     * @param args element type and shapes; none for all
     */
    public static void main(String[] args) {
        torch.set_num_threads(1);
        openblas.blas_set_num_threads(1);
        List<ElementType> types = args.length == 0 ? List.of(ElementType.values()) : List.of(ElementType.valueOf(args[0].toUpperCase()));
        List<String> shapes = args.length < 2 ? SHAPES : Arrays.asList(args).subList(1, args.length);
        System.out.println("OPENBLAS_CORETYPE " + System.getenv("OPENBLAS_CORETYPE") + ", OPENBLAS_L2_SIZE "
                + System.getenv("OPENBLAS_L2_SIZE") + " (null is unset); OPENBLAS_VERBOSE=2 prints the core type");
        System.out.println("netlib: " + JavaBLAS.getInstance().getClass().getSimpleName());
        System.out.println("| type | m x n x k | Lanegrad | OpenBLAS | PyTorch | netlib | FMA peak | to best native | to netlib | to peak |");
        System.out.println("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (ElementType type : types) {
            double logarithms = 0;
            for (String shape : shapes) {
                logarithms += Math.log(row(type, shape));
            }
            System.out.printf("| %s | geometric mean | | | | | | %.2f | | |%n", type, Math.exp(logarithms / shapes.size()));
        }
    }

    private static double row(ElementType type, String shape) {
        try (GemmOperands operands = GemmOperands.of(type, shape)) {
            Map<String, Runnable> products = new LinkedHashMap<>();
            products.put("Lanegrad", operands::lanegrad);
            products.put("OpenBLAS", operands::openBlas);
            products.put("PyTorch", operands::pytorch);
            products.put("netlib", () -> operands.netlib(JavaBLAS.getInstance()));
            operands.check();
            double[] rates = rates(products.values().toArray(Runnable[]::new), operands.operations());
            double peak = FmaPeak.gigaflops(type);
            double ratio = rates[0] / Math.max(rates[1], rates[2]);
            System.out.printf("| %s | %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f |%n", type, shape, rates[0], rates[1],
                    rates[2], rates[3], peak, ratio, rates[0] / rates[3], rates[0] / peak);
            return ratio;
        }
    }

    private static double[] rates(Runnable[] products, double operations) {
        int[] repeats = new int[products.length];
        for (int i = 0; i < products.length; i++) {
            long start = System.nanoTime();
            int calls = 0;
            while (System.nanoTime() - start < WARM_UP_NANOS || calls == 0) {
                products[i].run();
                calls++;
            }
            repeats[i] = (int) Math.max(1, ROUND_NANOS / nanos(products[i], Math.max(1, calls / 20)));
        }
        double[][] nanos = new double[products.length][ROUNDS];
        long start = System.nanoTime();
        int rounds = 0;
        while (rounds < ROUNDS && (rounds < FEWEST_ROUNDS || System.nanoTime() - start < ROW_NANOS)) {
            for (int i = 0; i < products.length; i++) {
                nanos[i][rounds] = nanos(products[i], repeats[i]);
            }
            rounds++;
        }
        double[] rates = new double[products.length];
        for (int i = 0; i < products.length; i++) {
            Arrays.sort(nanos[i], 0, rounds);
            rates[i] = operations / nanos[i][rounds / 10];
        }
        return rates;
    }

    private static double nanos(Runnable product, int repeats) {
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            product.run();
        }
        return (double) (System.nanoTime() - start) / repeats;
    }
}
