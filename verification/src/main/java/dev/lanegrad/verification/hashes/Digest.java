package dev.lanegrad.verification.hashes;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 of numbers by their bits. All NaN are one: which of them an operation gives is left open by Java. */
final class Digest {

    private final MessageDigest sha;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    void add(long x) {
        room(Long.BYTES).putLong(x);
    }

    void add(double x) {
        add(Double.doubleToLongBits(x));
    }

    /** Adds all elements of an array of numbers. */
    void add(Object array) {
        switch (array) {
            case float[] floats -> {
                for (float x : floats) {
                    room(Integer.BYTES).putInt(Float.floatToIntBits(x));
                }
            }
            case double[] doubles -> {
                for (double x : doubles) {
                    add(x);
                }
            }
            case int[] ints -> {
                for (int x : ints) {
                    room(Integer.BYTES).putInt(x);
                }
            }
            default -> throw new IllegalArgumentException("Digest: " + array.getClass() + " is no array of numbers");
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        sha.update(buffer.flip());
        buffer.clear();
    }

    /** The hash of what has been added; more may follow. */
    String soFar() {
        flush();
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the platform's SHA-256 can be copied", e);
        }
    }
}
