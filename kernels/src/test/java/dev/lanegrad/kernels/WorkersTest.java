package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersTest {

    private static void assertEveryTaskOnce(Workers workers) {
        for (int tasks : new int[] {0, 1, 2, 3, 7, 100}) {
            for (int round = 0; round < 500; round++) {
                AtomicIntegerArray calls = new AtomicIntegerArray(tasks);
                workers.run(tasks, calls::incrementAndGet);
                for (int i = 0; i < tasks; i++) {
                    assertEquals(1, calls.get(i), "task " + i + " of " + tasks);
                }
            }
        }
    }

    @Test
    void everyTaskRunsOnce() {
        assertEveryTaskOnce(Workers.single());
        assertEveryTaskOnce(Workers.common());
        try (Workers four = Workers.of(4)) {
            assertEveryTaskOnce(four);
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(3); Workers borrowed = Workers.of(3, executor)) {
            assertEveryTaskOnce(borrowed);
        }
        assertEveryTaskOnce(Workers.of(3, Runnable::run));
    }

    /** Two tasks that wait for each other end only if two threads run them. */
    @Test
    void tasksRunAtTheSameTime() {
        try (Workers two = Workers.of(2)) {
            for (int round = 0; round < 200; round++) {
                CountDownLatch both = new CountDownLatch(2);
                two.run(2, task -> {
                    both.countDown();
                    await(both);
                });
            }
        }
    }

    @Test
    void parkedThreadsWake() throws InterruptedException {
        try (Workers two = Workers.of(2)) {
            for (int round = 0; round < 5; round++) {
                Thread.sleep(Duration.ofMillis(20));
                CountDownLatch both = new CountDownLatch(2);
                two.run(2, task -> {
                    both.countDown();
                    await(both);
                });
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anExceptionReachesTheCallerAndTheWorkersStayUsable() {
        try (Workers three = Workers.of(3)) {
            RuntimeException planned = new RuntimeException("planned");
            AtomicInteger ended = new AtomicInteger();
            for (int failing = 0; failing < 10; failing++) {
                int fails = failing;
                RuntimeException thrown = assertThrows(RuntimeException.class, () -> three.run(10, task -> {
                    if (task == fails) {
                        throw planned;
                    }
                    ended.incrementAndGet();
                }));
                assertSame(planned, thrown);
            }
            assertTrue(ended.get() <= 90, () -> ended + " tasks ended");
            assertEveryTaskOnce(three);
        }
    }

    @Test
    void aRunInsideARunStaysOnItsThread() {
        try (Workers two = Workers.of(2)) {
            AtomicInteger calls = new AtomicInteger();
            two.run(4, outer -> {
                Thread thread = Thread.currentThread();
                two.run(3, inner -> {
                    assertSame(thread, Thread.currentThread());
                    calls.incrementAndGet();
                });
            });
            assertEquals(12, calls.get());
        }
    }

    @Test
    void callersMayShareWorkers() throws InterruptedException {
        try (Workers two = Workers.of(2); ExecutorService callers = Executors.newFixedThreadPool(3)) {
            AtomicInteger calls = new AtomicInteger();
            for (int i = 0; i < 300; i++) {
                callers.execute(() -> two.run(8, task -> calls.incrementAndGet()));
            }
            callers.shutdown();
            assertTrue(callers.awaitTermination(10, TimeUnit.SECONDS));
            assertEquals(2400, calls.get());
        }
    }

    @Test
    void anExecutorThatRefusesLeavesTheWorkToTheCaller() {
        Workers refused = Workers.of(4, job -> {
            throw new RejectedExecutionException("full");
        });
        assertEveryTaskOnce(refused);
        Workers forgetful = Workers.of(4, job -> { });
        assertEveryTaskOnce(forgetful);
    }

    @Test
    void atMostAsManyThreadsAsAskedForAndAllDaemons() {
        try (Workers three = Workers.of(3)) {
            assertEquals(3, three.parallelism());
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            for (int round = 0; round < 200; round++) {
                three.run(16, task -> threads.add(Thread.currentThread()));
            }
            assertTrue(threads.size() <= 3, threads::toString);
            threads.remove(Thread.currentThread());
            threads.forEach(thread -> assertTrue(thread.isDaemon()));
        }
    }

    @Tag("allocation")
    @Test
    void aWarmRunAllocatesNothing() {
        IntConsumer nothing = task -> { };
        try (Workers two = Workers.of(2)) {
            assertEquals(0, Allocation.least(1000, () -> two.run(4, nothing)));
        }
    }

    @Test
    void closing() {
        Workers two = Workers.of(2);
        two.close();
        two.close();
        assertEquals("Workers.run: these workers are closed",
                assertThrows(IllegalStateException.class, () -> two.run(2, task -> { })).getMessage());
        Workers.single().close();
        Workers.common().close();
        assertEveryTaskOnce(Workers.single());
        assertEveryTaskOnce(Workers.common());
    }

    @Test
    void badArgumentsAreNamed() {
        assertEquals("Workers.of: threads = 0 must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Workers.of(0)).getMessage());
        assertEquals("Workers.of: parallelism = -1 must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Workers.of(-1, Runnable::run)).getMessage());
        assertEquals("Workers.of: executor must not be null",
                assertThrows(IllegalArgumentException.class, () -> Workers.of(2, null)).getMessage());
        assertEquals("Workers.run: tasks = -2 must not be negative",
                assertThrows(IllegalArgumentException.class, () -> Workers.single().run(-2, task -> { })).getMessage());
    }
}
