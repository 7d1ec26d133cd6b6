package dev.lanegrad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeteredTest {

    private static volatile byte[] sink;

    private static final class Counted extends Metered {
    }

    private static long bytes(Runnable calls) {
        Counted counted = new Counted();
        counted.beginCount();
        calls.run();
        counted.endCount();
        return Metered.allocated();
    }

    @Test
    void allThreadsCountButTheOneThatWaits() throws InterruptedException {
        Thread waiting = Thread.ofPlatform().start(Metered::harness);
        waiting.join();
        assertTrue(bytes(() -> sink = new byte[1 << 20]) >= 1 << 20);
        assertTrue(other(() -> { }) >= 1 << 20);
        assertTrue(other(Metered::harness) < 1 << 19);
    }

    /** What is counted while another thread allocates a megabyte. */
    private static long other(Runnable first) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            first.run();
            ready.countDown();
            await(begin);
            sink = new byte[1 << 20];
            allocated.countDown();
            // A thread that has ended is not counted any more.
            await(end);
        });
        await(ready);
        long bytes = bytes(() -> {
            begin.countDown();
            await(allocated);
        });
        end.countDown();
        thread.join();
        return bytes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsNothing() {
        // Threads of the process that tests run in may allocate once in a while.
        assertEquals(0, LongStream.generate(() -> bytes(() -> { })).limit(100).min().orElseThrow());
    }
}
