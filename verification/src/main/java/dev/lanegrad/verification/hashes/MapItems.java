package dev.lanegrad.verification.hashes;

import static dev.lanegrad.verification.hashes.Operands.ALPHA;

import dev.lanegrad.kernels.Binarization;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Segmentation;
import dev.lanegrad.kernels.Storage;

/** The kernels on the maps of text detectors. */
final class MapItems {

    private MapItems() {
    }

    static <A> void addTo(ItemList<A> items, Kernels<A> kernels) {
        dice(items, kernels.segmentation());
        weighed(items, kernels.segmentation(), kernels.storage());
        binarization(items, kernels.binarization());
    }

    private static <A> void dice(ItemList<A> items, Segmentation<A> k) {
        items.vector("Segmentation.addDiceSums", (o, r) -> {
            double[] sums = {1, 2, 3, 4};
            k.addDiceSums(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo, sums, 1);
            r.add(sums);
        });
        items.vector("Segmentation.addDiceGradient",
                (o, r) -> k.addDiceGradient(o.n, ALPHA, -0.3, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo, false));
        items.vector("Segmentation.addDiceTargetGradient",
                (o, r) -> k.addDiceTargetGradient(o.n, ALPHA, -0.3, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo));
        items.vector("Segmentation.addDiceMaskGradient",
                (o, r) -> k.addDiceMaskGradient(o.n, ALPHA, -0.3, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo));
        items.vector("Segmentation.addCellDiceSums", (o, r) -> {
            double[] sums = {1, 2, 3};
            k.addCellDiceSums(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo, sums, 1);
            r.add(sums);
        });
        items.vector("Segmentation.addCellDiceGradient",
                (o, r) -> k.addCellDiceGradient(o.n, ALPHA, -0.3, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo, false));
        counted(items, k);
        countedAbove(items, k);
        items.vector("Segmentation.classCounts",
                (o, r) -> k.classCounts(o.n, o.ints(o.n, -1, 3), 0, o.x, o.xo, o.y, o.yo, 3, o.zeros(9)));
    }

    private static <A> void counted(ItemList<A> items, Segmentation<A> k) {
        items.vector("Segmentation.gatedWeights", (o, r) -> k.gatedWeights(o.n, words(o), 1, 8 * o.random.nextInt(4), gate(o), 0, o.x, o.xo));
        items.vector("Segmentation.chosenWeights", (o, r) -> k.chosenWeights(o.n, words(o), 1, 16 * o.random.nextInt(2), gate(o), 0, o.x, o.xo));
        items.vector("Segmentation.addCountedDiceSums", (o, r) -> {
            double[] sums = {1, 2, 3, 4};
            k.addCountedDiceSums(o.n, o.x, o.xo, false, words(o), 1, 8 * o.random.nextInt(4), gate(o), 0, o.y, o.yo, sums, 1);
            r.add(sums);
        });
        items.vector("Segmentation.addCountedDiceGradient", (o, r) -> k.addCountedDiceGradient(o.n, ALPHA, -0.3, o.x, o.xo, false,
                words(o), 1, 8 * o.random.nextInt(4), gate(o), 0, o.y, o.yo, o.w, o.wo, false));
        items.vector("Segmentation.addCountedDiceSums, gathered", (o, r) -> {
            double[] sums = {1, 2, 3, 4};
            k.addCountedDiceSums(o.n, o.x, o.xo, true, words(o), 1, 8 * o.random.nextInt(4), gate(o), 0, o.stretches(o.n + 2), 2, sums, 1);
            r.add(sums);
        });
        items.vector("Segmentation.addCountedDiceGradient, gathered", (o, r) -> k.addCountedDiceGradient(o.n, ALPHA, -0.3, o.x, o.xo, true,
                words(o), 1, 8 * o.random.nextInt(4), gate(o), 0, o.stretches(o.n + 2), 2, o.w, o.wo, false));
    }

    private static <A> void countedAbove(ItemList<A> items, Segmentation<A> k) {
        items.vector("Segmentation.addCountsAbove", (o, r) -> {
            long[] sums = {1, 2};
            int[] words = words(o);
            k.addCountsAbove(o.n, o.x, o.xo, 0.1, words, 1, 8, words, 0, 24, sums);
            r.add(sums[0]);
            r.add(sums[1]);
        });
    }

    private static <A> void weighed(ItemList<A> items, Segmentation<A> k, Storage<A> storage) {
        items.vector("Segmentation.gatherWeighed", (o, r) -> {
            // What lies behind the last weighed element is unspecified.
            A gathered = storage.allocate(o.n + 1);
            int count = k.gatherWeighed(o.n, o.x, o.xo, o.stretches(o.n + 2), 2, gathered, 1);
            storage.copy(Math.max(0, count), gathered, 1, o.w, o.wo);
            r.add(new double[] {count});
        });
        items.vector("Segmentation.scatterWeighed",
                (o, r) -> k.scatterWeighed(o.n, o.x, o.xo, o.stretches(o.n + 2), 2, o.w, o.wo));
    }

    private static <A> void binarization(ItemList<A> items, Binarization<A> k) {
        items.vector("Binarization.addRegionSums", (o, r) -> {
            double[] sums = {1, 2, 3};
            k.addRegionSums(o.n, kinds(o, k, o.y, o.yo, o.z, o.zo), 1, o.x, o.xo, o.y, o.yo, o.z, o.zo, sums, 1);
            r.add(sums);
        });
        items.vector("Binarization.addRegionGradient", (o, r) -> k.addRegionGradient(o.n, ALPHA, -0.3,
                kinds(o, k, o.x, o.xo, o.y, o.yo), 1, o.x, o.xo, o.y, o.yo, o.z, o.zo, false));
        items.vector("Binarization.addLabelSums", (o, r) -> {
            double[] sums = {1, 2, Double.NEGATIVE_INFINITY, 0};
            k.addLabelSums(o.n, kinds(o, k, o.x, o.xo, o.y, o.yo), 1, o.x, o.xo, o.y, o.yo, sums, 0);
            r.add(sums);
        });
        items.vector("Binarization.addDistanceSums", (o, r) -> {
            double[] sums = {1, 2, 3};
            k.addDistanceSums(o.n, kinds(o, k, o.y, o.yo, o.z, o.zo), 1, o.x, o.xo, o.y, o.yo, o.z, o.zo, sums, 1);
            r.add(sums);
        });
        items.vector("Binarization.addDistanceGradient", (o, r) -> k.addDistanceGradient(o.n, ALPHA,
                kinds(o, k, o.y, o.yo, o.z, o.zo), 1, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo, false));
        stretches(items, k);
    }

    private static <A> void stretches(ItemList<A> items, Binarization<A> k) {
        items.vector("Binarization.addMapSums", (o, r) -> {
            double[] sums = {0, 1, 2, Double.NEGATIVE_INFINITY, 0, 3, 4, 5, 6, 7, 8};
            A g = o.stretches(o.n + 1);
            A m = o.stretches(o.n + 2);
            A t = o.stretches(o.n + 1);
            A w = o.stretches(o.n + 2);
            k.addMapSums(o.n, kinds(o, k, g, 1, m, 2), 1, o.ordinary(3 * o.n + 3), 0, o.n + 3, g, 1, m, 2,
                    kinds(o, k, t, 1, w, 2), 1, 2 * o.n + 3, t, 1, w, 2, sums, 1);
            r.add(sums);
        });
        items.vector("Binarization.addRegionGradient of stretches", (o, r) -> {
            A g = o.stretches(o.n + 1);
            A m = o.stretches(o.n + 2);
            k.addRegionGradient(o.n, ALPHA, -0.3, kinds(o, k, g, 1, m, 2), 1, g, 1, m, 2, o.w, o.wo, false);
        });
        items.vector("Binarization.labelKinds", (o, r) -> {
            byte[] kinds = kinds(o, k, o.stretches(o.n + 1), 1, o.stretches(o.n + 2), 2);
            int[] numbers = new int[kinds.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = kinds[i];
            }
            r.add(numbers);
        });
    }

    private static <A> byte[] kinds(Operands<A> o, Binarization<A> k, A g, int gOffset, A m, int mOffset) {
        byte[] kinds = new byte[o.n / Binarization.STRIP + 2];
        k.labelKinds(o.n, g, gOffset, m, mOffset, kinds, 1);
        return kinds;
    }

    private static int[] words(Operands<?> o) {
        return o.ints(o.n + 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** All bits of a count, or none. */
    private static int[] gate(Operands<?> o) {
        int[] gate = o.ints(o.n, 0, 2);
        for (int i = 0; i < gate.length; i++) {
            gate[i] *= 31;
        }
        return gate;
    }
}
