package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Task;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.ProcessorCache;

/** The caches of this machine, and the array sizes that fill half of each. */
final class CacheSizes {

    private static final long SMALLEST_MEMORY = 256L << 20;
    private static final long LARGEST_MEMORY = 1L << 30;

    private CacheSizes() {
    }

    /** Bytes of the data caches by level; empty if the machine does not say. */
    static TreeMap<Integer, Long> byLevel() {
        TreeMap<Integer, Long> sizes = new TreeMap<>();
        for (ProcessorCache cache : new SystemInfo().getHardware().getProcessor().getProcessorCaches()) {
            if (cache.getType() != ProcessorCache.Type.INSTRUCTION) {
                sizes.merge((int) cache.getLevel(), (long) cache.getCacheSize(), Math::max);
            }
        }
        return sizes;
    }

    /** The sizes of the memory limit's arrays on this machine; other benchmarks keep theirs. */
    static Map<String, String[]> replaced(Task task, Map<String, String[]> params) {
        List<Long> caches = byLevel().values().stream().sorted(Comparator.naturalOrder()).toList();
        if (!task.family().equals("MemoryLimit") || caches.isEmpty()) {
            return params;
        }
        Map<String, String[]> replaced = new HashMap<>(params);
        replaced.put("bytes", sizes(caches).stream().map(String::valueOf).toArray(String[]::new));
        return replaced;
    }

    /** Half of each cache, then four times the last cache within what fits the heap of a benchmark. */
    static List<Long> sizes(List<Long> caches) {
        List<Long> sizes = new java.util.ArrayList<>();
        caches.forEach(cache -> sizes.add(Math.min(cache / 2, SMALLEST_MEMORY / 4)));
        long memory = Math.clamp(4 * caches.getLast(), SMALLEST_MEMORY, LARGEST_MEMORY);
        sizes.add(memory);
        return sizes;
    }
}
