package dev.lanegrad.losses.golden;

import java.util.Map;
import java.util.TreeMap;

/** The adapters of all operations by name. */
final class Adapters {

    static final Map<String, Adapter> ALL = all();

    private Adapters() {
    }

    private static Map<String, Adapter> all() {
        Map<String, Adapter> all = new TreeMap<>();
        PrimitiveAdapters.register(all);
        CenterAdapters.register(all);
        SegmentationAdapters.register(all);
        TrainingAdapters.register(all);
        BinarizationAdapters.register(all);
        SequenceAdapters.register(all);
        return Map.copyOf(all);
    }
}
