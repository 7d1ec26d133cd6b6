package dev.lanegrad.losses.centers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/** The memos of a pickle: numbered from 0 as they come, some of them skipped by patterns, and those whose numbers are not. */
final class PickleMemo {

    /** Null from the number of the first skipped one on, and where one was skipped. */
    private @Nullable Object[] memo = new Object[64];
    private int size;
    private final Map<Long, Object> sparse = new HashMap<>();

    /** A memo is asked for that a pattern skipped, which no pickler does. */
    static final class SkippedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        SkippedException() {
            super(null, null, false, false);
        }
    }

    /** The number of memos that are numbered as they come. */
    int size() {
        return size;
    }

    boolean isDense() {
        return sparse.isEmpty();
    }

    /** Counts memos that nobody will read. */
    void skip(int n) {
        size += n;
    }

    void add(Object value) {
        put((long) size + sparse.size(), value);
    }

    void put(long index, Object value) {
        if (index > size) {
            sparse.put(index, value);
            return;
        }
        if (index >= memo.length) {
            memo = Arrays.copyOf(memo, (int) index + 1 + memo.length);
        }
        memo[(int) index] = value;
        size = Math.max(size, (int) index + 1);
    }

    /** A memo, or null if there is none. */
    @Nullable Object get(long index) {
        if (index >= size) {
            return sparse.get(index);
        }
        Object value = index < memo.length ? memo[(int) index] : null;
        if (value == null) {
            throw new SkippedException();
        }
        return value;
    }
}
