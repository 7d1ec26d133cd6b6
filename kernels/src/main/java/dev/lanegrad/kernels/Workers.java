package dev.lanegrad.kernels;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The threads that kernels may use: a pool of a chosen size, an executor of the caller's, or none.
 *
 * <p>{@link #run run(tasks, task)} calls {@code task.accept(i)} once for every {@code i} in {@code [0, tasks)}, each on some thread, and
 * returns when all are done. The calling thread takes part; a run of one task, a run inside a run and a run while another
 * thread is using the same workers are executed by the calling thread alone. Kernels choose the number of tasks by shape only,
 * so the number of threads changes the time and never the bits.
 *
 * <p>Idle threads park. They look for new work for a tenth of a millisecond first, because the products of a program follow
 * each other soon, and leave their core to any other thread that wants it meanwhile. Threads are daemons. A warm run allocates nothing (an executor may).
 *
 * <p>Thread-safe.
 */
public final class Workers implements AutoCloseable {

    /**
     * How long a thread looks for work, or for the end of the last task, before it parks: longer than what one thread computes alone between two
     * large products of a training step, since a thread that must be woken comes too late for half of its share (docs/gemm.md).
     */
    private static final long SPIN_NANOS = 100_000;

    /** How often a thread parks at once after another program has taken its core while it looked for work. */
    private static final int RUNS_WITHOUT_SPIN = 64;

    private static final Workers SINGLE = new Workers(1, null, 0, true);

    private final int parallelism;
    private final Executor executor;
    private final Helper[] helpers;
    private final boolean shared;

    /** Set while a run is under way: there is one at a time. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Number of the run in the upper half, tasks not yet claimed in the lower: one word, so that a late helper cannot claim from the next run. */
    private final AtomicLong unclaimed = new AtomicLong();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Runnable helping = this::help;
    private IntConsumer task;
    private int tasks;
    private volatile Thread waiter;
    private volatile boolean closed;

    private static final class Common {
        private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
        static final Workers INSTANCE = new Workers(PROCESSORS, null, PROCESSORS - 1, true);
    }

    private Workers(int parallelism, Executor executor, int threads, boolean shared) {
        this.parallelism = parallelism;
        this.shared = shared;
        this.executor = executor;
        helpers = new Helper[threads];
        for (int i = 0; i < threads; i++) {
            helpers[i] = new Helper("lanegrad-worker-" + (i + 1));
        }
        for (Helper helper : helpers) {
            helper.start();
        }
    }

    /**
     * The calling thread alone.
     *
     * @return workers without threads; closing them does nothing
     */
    public static Workers single() {
        return SINGLE;
    }

    /**
     * Workers shared by the whole program, one per available processor, started when first asked for.
     *
     * @return the shared workers; closing them does nothing
     */
    public static Workers common() {
        return Common.INSTANCE;
    }

    /**
     * A pool of its own.
     *
     * @param threads the threads that compute, the calling one among them; at least 1
     * @return new workers with {@code threads - 1} daemon threads
     * @throws IllegalArgumentException if {@code threads < 1}
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Workers.of: threads = " + threads + " must be at least 1");
        }
        return new Workers(threads, null, threads - 1, false);
    }

    /**
     * Workers that borrow the threads of an executor: each run hands it {@code parallelism - 1} jobs at most. Jobs that the executor
     * rejects, or starts too late, are made up for by the calling thread.
     *
     * @param parallelism the threads that compute, the calling one among them; at least 1
     * @param executor    runs the jobs; closing the workers leaves it open
     * @return new workers without threads of their own
     * @throws IllegalArgumentException if {@code parallelism < 1} or {@code executor} is null
     */
    public static Workers of(int parallelism, Executor executor) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("Workers.of: parallelism = " + parallelism + " must be at least 1");
        }
        if (executor == null) {
            throw new IllegalArgumentException("Workers.of: executor must not be null");
        }
        return new Workers(parallelism, executor, 0, false);
    }

    /**
     * How many threads compute at most.
     *
     * @return the number of threads, the calling one among them
     */
    public int parallelism() {
        return parallelism;
    }

    /**
     * Calls {@code task.accept(i)} once for every {@code i} in {@code [0, tasks)}, in any order and on any of the threads, and returns when all calls
     * have returned. What the tasks wrote is visible to the caller. If tasks throw, tasks not yet begun are left out and the first throwable is
     * thrown to the caller.
     *
     * @param tasks how many; nothing happens for 0
     * @param task  gets the index
     * @throws IllegalArgumentException if {@code tasks} is negative
     * @throws IllegalStateException    if the workers are closed
     */
    public void run(int tasks, IntConsumer task) {
        if (tasks < 0) {
            throw new IllegalArgumentException("Workers.run: tasks = " + tasks + " must not be negative");
        }
        if (closed) {
            throw new IllegalStateException("Workers.run: these workers are closed");
        }
        if (tasks < 2 || parallelism == 1 || !busy.compareAndSet(false, true)) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        try {
            share(tasks, task);
        } finally {
            this.task = null;
            busy.set(false);
        }
    }

    private void share(int tasks, IntConsumer task) {
        this.task = task;
        this.tasks = tasks;
        unfinished.set(tasks);
        long run = (unclaimed.get() >>> 32) + 1;
        unclaimed.set(run << 32 | tasks);
        callHelpers(Math.min(tasks, parallelism) - 1);
        help();
        awaitLastTask();
        Throwable thrown = failure.get();
        if (thrown != null) {
            failure.set(null);
            Workers.<RuntimeException>rethrow(thrown);
        }
    }

    private void callHelpers(int count) {
        if (executor == null) {
            for (int i = 0; i < count; i++) {
                helpers[i].wake();
            }
            return;
        }
        try {
            for (int i = 0; i < count; i++) {
                executor.execute(helping);
            }
        } catch (RejectedExecutionException full) {
            // The calling thread claims whatever nobody else does.
        }
    }

    /** Claims and runs tasks of the current run until none is left. */
    private void help() {
        for (long word = unclaimed.get(); (int) word != 0; word = unclaimed.get()) {
            if (!unclaimed.compareAndSet(word, word - 1)) {
                continue;
            }
            try {
                if (failure.get() == null) {
                    task.accept(tasks - (int) word);
                }
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            } finally {
                if (unfinished.decrementAndGet() == 0) {
                    LockSupport.unpark(waiter);
                }
            }
        }
    }

    private void awaitLastTask() {
        if (unfinished.get() == 0) {
            return;
        }
        long start = System.nanoTime();
        while (unfinished.get() != 0) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                Thread.onSpinWait();
                continue;
            }
            waiter = Thread.currentThread();
            while (unfinished.get() != 0) {
                LockSupport.park(this);
            }
            waiter = null;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Ends the threads of this pool once they are idle; an executor stays open. Later runs throw. Does nothing for shared workers. */
    @Override
    public void close() {
        if (shared) {
            return;
        }
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    /** A thread of the pool. */
    private final class Helper extends Thread {
        private volatile boolean parked;
        private int runsWithoutSpin;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (!closed) {
                help();
                spin();
                parked = true;
                while ((int) unclaimed.get() == 0 && !closed) {
                    LockSupport.park(Workers.this);
                }
                parked = false;
            }
        }

        /** Looks for work. A system makes a thread that has looked for long wait for others on its core, and one that has slept it calls at once. */
        private void spin() {
            if (runsWithoutSpin > 0) {
                runsWithoutSpin--;
                return;
            }
            long start = System.nanoTime();
            long now = start;
            while ((int) unclaimed.get() == 0 && now - start < SPIN_NANOS) {
                Thread.yield();
                long before = now;
                now = System.nanoTime();
                if (now - before > SPIN_NANOS) {
                    runsWithoutSpin = RUNS_WITHOUT_SPIN;
                }
            }
        }
    }
}
