package dev.lanegrad.kernels;

/** The type of the numbers in an array: the two that every kernel exists for. */
public enum ElementType {
    /** IEEE 754 binary32, held in {@code float[]}. */
    FLOAT(Float.BYTES),
    /** IEEE 754 binary64, held in {@code double[]}. */
    DOUBLE(Double.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the size of one element.
     *
     * @return the size in bytes
     */
    public int bytes() {
        return bytes;
    }
}
