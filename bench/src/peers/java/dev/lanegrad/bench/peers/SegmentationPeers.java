package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.DiceBatch;
import dev.lanegrad.bench.PseBatch;
import dev.lanegrad.bench.SelectionInput;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * PSELoss, selection and dice beside libtorch on one thread, in one process and in turns, so that what disturbs the machine disturbs both. Prints medians,
 * minima and ratios of medians. libtorch's careful composition is meant to be run with {@code MALLOC_TRIM_THRESHOLD_} and
 * {@code MALLOC_MMAP_THRESHOLD_} set to 4294967296 and the literal one without: both then stand in the table of their own run.
 */
public final class SegmentationPeers {

    private static final int ROUNDS = 41;
    private static final long BUDGET_NANOS = 25_000_000_000L;
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final int N = 409_600;

    private static double sink;

    private SegmentationPeers() {
    }

    /**
     * Prints the tables.
     *
     * @param args which: pse4, pse16, selection, dice; none for all
     */
    public static void main(String[] args) {
        torch.set_num_threads(1);
        System.out.println("MALLOC_TRIM_THRESHOLD_ " + System.getenv("MALLOC_TRIM_THRESHOLD_"));
        for (String table : args.length == 0 ? List.of("pse4", "pse16", "selection", "dice") : List.of(args)) {
            switch (table) {
                case "pse4" -> pse(4);
                case "pse16" -> pse(16);
                case "selection" -> selection();
                case "dice" -> dice();
                default -> throw new IllegalArgumentException(table);
            }
        }
        System.out.println("checksum " + sink);
    }

    private static void pse(int images) {
        PseBatch batch = new PseBatch(images);
        TorchPse peer = new TorchPse(batch);
        Reductions<float[]> reductions = Kernels.floats().reductions();
        Workers two = Workers.of(2);
        Map<String, Runnable> work = new LinkedHashMap<>();
        work.put("libtorch literal", () -> sink += peer.literal());
        work.put("libtorch careful", () -> sink += peer.careful());
        for (String labels : List.of("floats", "bytes", "bits", "prepared")) {
            PseBatch.Step step = new PseBatch.Step(batch, labels, Workers.single());
            work.put(labels, () -> sink += step.run());
        }
        PseBatch.Step parallel = new PseBatch.Step(batch, "prepared", two);
        work.put("prepared, 2 threads", () -> sink += parallel.run());
        work.put("read float labels", () -> sink += reductions.sum(batch.masks.length, batch.masks, 0)
                + reductions.sum(batch.texts.length, batch.texts, 0) + reductions.sum(batch.kernels.length, batch.kernels, 0));
        double loss = new PseBatch.Step(batch, "floats", Workers.single()).run();
        if (Math.abs(peer.literal() - loss) > 1e-4 * loss || Math.abs(peer.careful() - loss) > 1e-4 * loss) {
            throw new IllegalStateException("the losses differ: " + loss + ", " + peer.literal() + ", " + peer.careful());
        }
        print("PSELoss, batch " + images, work, "libtorch literal", "libtorch careful", "read float labels", "prepared", "floats");
        two.close();
    }

    private static void selection() {
        for (int percent : new int[] {3, 24, 50}) {
            int k = N / 100 * percent;
            Map<String, Runnable> work = new LinkedHashMap<>();
            for (SelectionInput input : SelectionInput.values()) {
                float[] x = input.draw(N);
                if (input == SelectionInput.RANDOM) {
                    Tensor tensor = Tensor.create(x, N);
                    float[] copy = new float[N];
                    work.put("kthvalue", () -> {
                        try (PointerScope _ = new PointerScope()) {
                            sink += torch.kthvalue(tensor, N - k + 1).get0().item_double();
                        }
                    });
                    work.put("Arrays.sort", () -> {
                        System.arraycopy(x, 0, copy, 0, N);
                        Arrays.sort(copy);
                        sink += copy[N - k];
                    });
                }
                work.put(input.toString(), () -> sink += Kernels.floats().selection().kthLargest(N, x, 0, k, NanRank.LOWEST));
            }
            print(percent + " % of " + N, work, "kthvalue", "Arrays.sort", "RANDOM");
        }
    }

    private static void dice() {
        DiceBatch batch = new DiceBatch();
        long[] shape = {4, 640L * 640};
        Tensor logits = Tensor.create(batch.logits, shape).requires_grad_(true);
        Tensor target = Tensor.create(batch.targets, shape);
        Tensor mask = Tensor.create(batch.masks, shape);
        Map<String, Runnable> work = new LinkedHashMap<>();
        work.put("libtorch dice", () -> {
            try (PointerScope _ = new PointerScope()) {
                Tensor p = logits.sigmoid().mul(mask);
                Tensor t = target.mul(mask);
                Tensor denominator = p.mul(p).sum(1).add(new Scalar(1e-6)).add(t.mul(t).sum(1).add(new Scalar(1e-6)));
                Tensor loss = p.mul(t).sum(1).mul(new Scalar(2.0)).div(denominator).neg().add(new Scalar(1.0)).mean();
                logits.mutable_grad().reset();
                loss.backward();
                sink += loss.item_double();
            }
        });
        work.put("dice", () -> sink += batch.run());
        int n = 1_000_000;
        float[] x = Arrays.copyOf(batch.logits, n);
        float[] y = new float[n];
        Tensor tensor = Tensor.create(x, n);
        Tensor out = torch.empty_like(tensor);
        work.put("libtorch sigmoid", () -> {
            try (PointerScope _ = new PointerScope()) {
                torch.sigmoid_out(out, tensor);
            }
        });
        work.put("sigmoid", () -> Kernels.floats().elementary().sigmoid(n, x, 0, y, 0));
        print("dice 4 x 640 x 640; sigmoid of 1 M", work, "libtorch dice", "libtorch sigmoid");
    }

    /** Runs everything in turns and prints, per line, the median, the minimum, and how many times the peers' medians it is. */
    private static void print(String title, Map<String, Runnable> work, String... against) {
        String[] names = work.keySet().toArray(String[]::new);
        Runnable[] runs = work.values().toArray(Runnable[]::new);
        for (Runnable run : runs) {
            for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
                run.run();
            }
        }
        double[][] millis = new double[runs.length][ROUNDS];
        int rounds = 0;
        for (long start = System.nanoTime(); rounds < ROUNDS && (rounds < 5 || System.nanoTime() - start < BUDGET_NANOS); rounds++) {
            for (int i = 0; i < runs.length; i++) {
                long before = System.nanoTime();
                runs[i].run();
                millis[i][rounds] = (System.nanoTime() - before) / 1e6;
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (int i = 0; i < runs.length; i++) {
            Arrays.sort(millis[i], 0, rounds);
            medians.put(names[i], millis[i][rounds / 2]);
        }
        System.out.printf("%n%s (%d rounds)%n| work | median ms | min ms |", title, rounds);
        for (String peer : against) {
            System.out.print(" " + peer + " / it |");
        }
        System.out.println();
        for (int i = 0; i < runs.length; i++) {
            System.out.printf("| %s | %.3f | %.3f |", names[i], medians.get(names[i]), millis[i][0]);
            for (String peer : against) {
                System.out.printf(" %.2f |", medians.get(peer) / medians.get(names[i]));
            }
            System.out.println();
        }
    }
}
