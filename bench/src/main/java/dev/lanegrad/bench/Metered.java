package dev.lanegrad.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What all benchmarks extend: counts the bytes that their calls allocate on the heap. JMH's profiler counts around an iteration, and so its own
 * objects too: hundreds of bytes per call where an iteration of 20 ms has a few calls. The methods here run in the thread of the
 * benchmark immediately before its first call and after its last one, where JMH allocates nothing. Other threads that live until then are
 * counted, but not those of JMH, which prepare and evaluate iterations of other benchmarks at the same time.
 */
public abstract class Metered {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Set<Long> HARNESS = ConcurrentHashMap.newKeySet();

    private static volatile long total;

    private Map<Long, Long> others;
    private long own;

    /** For the benchmarks. */
    protected Metered() {
    }

    /** Says that the calling thread is JMH's and makes no calls of its own. */
    public static void harness() {
        HARNESS.add(Thread.currentThread().threadId());
    }

    /**
     * What the calls of the last iteration of this process allocated.
     *
     * @return bytes of all calls, those before and after the measured ones included
     */
    public static long allocated() {
        return total;
    }

    /** Begins. */
    @Setup(Level.Iteration)
    public final void beginCount() {
        harness();
        others = others();
        own = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Ends. */
    @TearDown(Level.Iteration)
    public final void endCount() {
        long sum = THREADS.getCurrentThreadAllocatedBytes() - own;
        for (Map.Entry<Long, Long> each : others().entrySet()) {
            sum += each.getValue() - others.getOrDefault(each.getKey(), 0L);
        }
        total = sum;
    }

    /** Bytes of threads that live and are not JMH's. */
    private static Map<Long, Long> others() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> others = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0 && !HARNESS.contains(ids[i])) {
                others.put(ids[i], bytes[i]);
            }
        }
        return others;
    }
}
