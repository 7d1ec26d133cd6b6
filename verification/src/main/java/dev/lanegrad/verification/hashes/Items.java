package dev.lanegrad.verification.hashes;

import dev.lanegrad.autograd.ops.OpCases;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.LossCases;
import java.util.List;
import java.util.stream.Stream;

/** All items: every kernel, every operation and loss of the registries, and two trainings. */
final class Items {

    private Items() {
    }

    static List<Item> all() {
        return Stream.of(kernels(Kernels.floats()), kernels(Kernels.doubles()), counts(),
                        CaseItems.of("operation", OpCases.all()), CaseItems.of("loss", LossCases.all()), TrainingItems.all())
                .flatMap(List::stream).toList();
    }

    private static <A> List<Item> kernels(Kernels<A> kernels) {
        ItemList<A> items = new ItemList<>(kernels);
        VectorItems.addTo(items, kernels);
        MapItems.addTo(items, kernels);
        RowItems.addTo(items, kernels);
        ArrayItems.addTo(items, kernels);
        return items.items();
    }

    private static List<Item> counts() {
        ItemList<float[]> items = new ItemList<>(Kernels.floats());
        ArrayItems.addCountsTo(items, Kernels.floats().blockCounts());
        return items.items();
    }
}
