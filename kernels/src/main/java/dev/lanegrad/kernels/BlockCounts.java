package dev.lanegrad.kernels;

/**
 * Counts of set pixels in the 4 x 4 blocks of label images that hold nothing but 0 and 1: how often a training mask, a text label
 * and the labels of several kernels are set, alone and together. An image of {@code 4h x 4w} pixels becomes {@code h x w} cells.
 *
 * <p><b>Words.</b> A cell has {@code 1 + ceil(kernels / 2)} words, of which each holds four counts of 0 to 16, the first in the lowest byte:
 * <ul>
 * <li>word 0: mask; mask and text; not text; nothing;
 * <li>word {@code 1 + j}: mask and kernel {@code 2j}; mask, text and kernel {@code 2j}; the same two for kernel {@code 2j + 1}.
 * </ul>
 * Word {@code j} of cell {@code (y, x)} of an image is {@code words[offset + (j * h + y) * w + x]}.
 *
 * <p>Labels are row-major: the mask and the text {@code [4h, 4w]}, the kernels {@code [kernels, 4h, 4w]}. Sizes are those of the cells. All three
 * forms of labels give the same words. The kernels themselves hold no state; each thread keeps scratch for one row of cells.
 */
public interface BlockCounts {

    /** The pixels of a cell along each axis. */
    int FACTOR = 4;

    /**
     * The number of words of an image.
     *
     * @param h       the rows of cells
     * @param w       the columns of cells
     * @param kernels the number of kernels
     * @return {@code (1 + ceil(kernels / 2)) * h * w}
     * @throws ArithmeticException if that exceeds {@link Integer#MAX_VALUE}
     */
    static int words(int h, int w, int kernels) {
        return Math.multiplyExact(1 + (kernels + 1) / 2, Math.multiplyExact(h, w));
    }

    /**
     * Counts labels in {@code float}.
     *
     * @param h             the rows of cells
     * @param w             the columns of cells
     * @param kernels       the number of kernels
     * @param mask          the training mask
     * @param maskOffset    the offset of its first pixel
     * @param text          the text label
     * @param textOffset    the offset of its first pixel
     * @param kernel        the labels of the kernels
     * @param kernelOffset  the offset of the first pixel of the first
     * @param words         the words, overwritten
     * @param wordsOffset   the offset of the first of them
     * @return true, or false if a label is something else than 0 or 1; then the words are unspecified ({@code -0.0} is 0)
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    boolean ofFloats(int h, int w, int kernels, float[] mask, int maskOffset, float[] text, int textOffset,
                     float[] kernel, int kernelOffset, int[] words, int wordsOffset);

    /**
     * Counts labels in bytes that are 0 or 1.
     *
     * @param h             the rows of cells
     * @param w             the columns of cells
     * @param kernels       the number of kernels
     * @param mask          the training mask
     * @param maskOffset    the offset of its first pixel
     * @param text          the text label
     * @param textOffset    the offset of its first pixel
     * @param kernel        the labels of the kernels
     * @param kernelOffset  the offset of the first pixel of the first
     * @param words         the words, overwritten
     * @param wordsOffset   the offset of the first of them
     * @return true, or false if a label is something else than 0 or 1; then the words are unspecified
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    boolean ofBytes(int h, int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                    byte[] kernel, int kernelOffset, int[] words, int wordsOffset);

    /**
     * Counts labels in packed bits: pixel {@code i} of an array is bit {@code i % 64}, from the lowest, of element {@code i / 64}, as in
     * {@link java.util.BitSet#toLongArray()}. Rows and images follow each other without padding.
     *
     * @param h             the rows of cells
     * @param w             the columns of cells
     * @param kernels       the number of kernels
     * @param mask          the training mask
     * @param maskOffset    its first pixel, a multiple of 4
     * @param text          the text label
     * @param textOffset    its first pixel, a multiple of 4
     * @param kernel        the labels of the kernels
     * @param kernelOffset  the first pixel of the first, a multiple of 4
     * @param words         the words, overwritten
     * @param wordsOffset   the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array or an offset of pixels is no multiple of 4
     */
    void ofBits(int h, int w, int kernels, long[] mask, long maskOffset, long[] text, long textOffset,
                long[] kernel, long kernelOffset, int[] words, int wordsOffset);

    /**
     * Adds up one count over all cells: {@code sum_i (words[i] >>> shift & 31)}.
     *
     * @param n           the number of cells
     * @param words       one word of each cell
     * @param wordsOffset the offset of the first of them
     * @param shift       the position of the count in the word: 0, 8, 16 or 24
     * @return the sum
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    long sum(int n, int[] words, int wordsOffset, int shift);

    /**
     * Takes one count out of the words: {@code counts[i] = words[i] >>> shift & 31}.
     *
     * @param n            the number of cells
     * @param words        one word of each cell
     * @param wordsOffset  the offset of the first of them
     * @param shift        the position of the count in the word: 0, 8, 16 or 24
     * @param counts       the counts, overwritten
     * @param countsOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void extract(int n, int[] words, int wordsOffset, int shift, int[] counts, int countsOffset);
}
