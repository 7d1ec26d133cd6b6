package dev.lanegrad.autograd.io;

import org.jetbrains.annotations.Nullable;

/** The types of elements that files can hold here, all little-endian. */
public enum StoredType {
    /** IEEE 754 binary32, in memory {@code float[]}. */
    FLOAT32("<f4", "F32", Float.BYTES),
    /** IEEE 754 binary64, in memory {@code double[]}. */
    FLOAT64("<f8", "F64", Double.BYTES),
    /** Signed 32-bit integers, in memory {@code int[]}. */
    INT32("<i4", "I32", Integer.BYTES),
    /** Signed 64-bit integers, in memory {@code long[]}. */
    INT64("<i8", "I64", Long.BYTES),
    /** Unsigned 8-bit integers, in memory {@code byte[]}. */
    UINT8("|u1", "U8", Byte.BYTES);

    private final String npy;
    private final String safetensors;
    private final int bytes;

    StoredType(String npy, String safetensors, int bytes) {
        this.npy = npy;
        this.safetensors = safetensors;
        this.bytes = bytes;
    }

    /** The type's name in a {@code .npy} header. */
    String npy() {
        return npy;
    }

    /** The type's name in a safetensors header. */
    String safetensors() {
        return safetensors;
    }

    /**
     * Returns the size of one element.
     *
     * @return the size in bytes
     */
    public int bytes() {
        return bytes;
    }

    static @Nullable StoredType ofNpy(String name) {
        for (StoredType type : values()) {
            if (type.npy.equals(name)) {
                return type;
            }
        }
        return null;
    }

    static @Nullable StoredType ofSafetensors(String name) {
        for (StoredType type : values()) {
            if (type.safetensors.equals(name)) {
                return type;
            }
        }
        return null;
    }
}
