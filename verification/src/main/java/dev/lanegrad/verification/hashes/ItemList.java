package dev.lanegrad.verification.hashes;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Collects the items of the kernels for one element type. */
final class ItemList<A> {

    /** Rounds over all lengths and offsets: after so many calls kernels run compiled, in tiered mode and without tiers. */
    private static final int ROUNDS = 6;
    private static final int FEW = 7;

    private final Storage<A> storage;
    private final String prefix;
    private final List<Item> items = new ArrayList<>();

    /** A call of a kernel on operands; what it returns goes to the digest, arrays are hashed afterwards. */
    @FunctionalInterface
    interface Call<A> {
        void run(Operands<A> o, Digest results);
    }

    ItemList(Kernels<A> kernels) {
        storage = kernels.storage();
        prefix = "kernel " + storage.elementType().toString().toLowerCase(Locale.ROOT) + " ";
    }

    /** A kernel on vectors of all lengths. */
    void vector(String name, Call<A> call) {
        add(name, FEW, ROUNDS * Operands.ROUND, step -> new Operands<>(storage, step), call);
    }

    /** A kernel that chooses sizes of its own, so many times. */
    void shapes(String name, int few, int steps, Call<A> call) {
        add(name, few, steps, step -> new Operands<>(storage, step, 0), call);
    }

    private void add(String name, int few, int steps, IntFunction<Operands<A>> operands, Call<A> call) {
        items.add(new Item(prefix + name, few, steps, () -> (step, digest) -> {
            Operands<A> o = operands.apply(step);
            call.run(o, digest);
            o.addTo(digest);
        }));
    }

    List<Item> items() {
        return items;
    }
}
