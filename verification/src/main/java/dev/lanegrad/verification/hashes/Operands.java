package dev.lanegrad.verification.hashes;

import dev.lanegrad.kernels.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random arrays for one call of a kernel. Each begins at an offset of its own and goes on behind the last element, and all are hashed
 * whole after the call, so that what a kernel writes beside its result shows too.
 */
final class Operands<A> {

    /** Around every width and unrolling that occurs, the most telling ones first. */
    private static final int[] LENGTHS = lengths(0, 1, 7, 17, 33, 64, 129, 4097, 2, 5, 15, 31, 130, 9001, 255, 256, 257, 1021, 4095, 4096);
    private static final int OFFSETS = 3;

    /** How many lengths with offsets there are; later steps repeat them with other numbers, in compiled code. */
    static final int ROUND = LENGTHS.length * OFFSETS;

    private static final int POOL = 1 << 15;
    private static final double[] NORMAL = normal(new SplittableRandom(1));
    private static final double[] SPECIAL = special(new SplittableRandom(2));

    /** A number that a kernel gets as a scalar; exact in neither type. */
    static final double ALPHA = 0.7;

    final int n;
    final SplittableRandom random;
    final A x;
    final A y;
    final A z;
    final A w;
    final int xo;
    final int yo;
    final int zo;
    final int wo;
    private final Storage<A> storage;
    private final List<Object> used = new ArrayList<>();

    /** Four vectors of the step's length. */
    Operands(Storage<A> storage, int step) {
        this(storage, step, LENGTHS[step % LENGTHS.length]);
    }

    /** Four vectors of a given length. */
    Operands(Storage<A> storage, int step, int n) {
        this.storage = storage;
        this.n = n;
        random = new SplittableRandom(step);
        int shift = step / LENGTHS.length % OFFSETS;
        xo = shift;
        yo = 3 * shift % 4;
        zo = 2 * shift;
        wo = shift + 1;
        x = numbers(xo + n + 3);
        y = numbers(yo + n + 3);
        z = numbers(zo + n + 3);
        w = numbers(wo + n + 3);
    }

    private static int[] lengths(int... first) {
        int[] lengths = new int[first.length + 131];
        System.arraycopy(first, 0, lengths, 0, first.length);
        for (int i = first.length; i < lengths.length; i++) {
            lengths[i] = i - first.length;
        }
        return lengths;
    }

    private static double[] normal(SplittableRandom random) {
        double[] pool = new double[POOL];
        for (int i = 0; i < POOL; i++) {
            pool[i] = random.nextGaussian();
        }
        return pool;
    }

    /** Numbers of all magnitudes, among them what arithmetic treats in a way of its own. */
    private static double[] special(SplittableRandom random) {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1, -1, Float.MIN_VALUE,
            -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, Double.MIN_VALUE, -Double.MIN_NORMAL};
        double[] pool = new double[POOL];
        for (int i = 0; i < POOL; i++) {
            pool[i] = switch (random.nextInt(16)) {
                case 0 -> specials[random.nextInt(specials.length)];
                case 1 -> 100 * random.nextGaussian();
                case 2 -> Math.scalb(random.nextGaussian(), random.nextInt(-150, 128));
                default -> random.nextGaussian();
            };
        }
        return pool;
    }

    /** An array of numbers: of ordinary ones in two of three steps, with special ones among them in the others. */
    A numbers(int length) {
        return numbers(random.nextInt(3) == 0 ? SPECIAL : NORMAL, length);
    }

    /** An array of ordinary numbers. */
    A ordinary(int length) {
        return numbers(NORMAL, length);
    }

    private A numbers(double[] pool, int length) {
        A array = storage.allocate(length);
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, 1 + random.nextInt(POOL));
            storage.convert(part, pool, random.nextInt(POOL - part + 1), array, done);
            done += part;
        }
        return kept(array);
    }

    /** An array of stretches of 0, of 1 and of any numbers. */
    A stretches(int length) {
        A array = numbers(length);
        for (int i = 0; i < length; ) {
            int part = Math.min(length - i, 1 + random.nextInt(400));
            int value = random.nextInt(3);
            if (value < 2) {
                storage.fill(part, value, array, i);
            }
            i += part;
        }
        return array;
    }

    /** An array of integers in {@code [from, to)}. */
    int[] ints(int length, int from, int to) {
        return kept(random.ints(length, from, to).toArray());
    }

    /** An array of zeros. */
    int[] zeros(int length) {
        return kept(new int[length]);
    }

    /** The size of an axis, from 1 to a bound. */
    int dim(int max) {
        return 1 + random.nextInt(max);
    }

    private <T> T kept(T array) {
        used.add(array);
        return array;
    }

    void addTo(Digest digest) {
        used.forEach(digest::add);
    }
}
