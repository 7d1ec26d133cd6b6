package dev.lanegrad.kernels;

/**
 * Sums and gradients of segmentation losses: the sigmoid-dice terms at the resolution of the labels and on cells that stand for many
 * pixels each, weights of cells out of {@link BlockCounts}, and the counts of an intersection over union.
 *
 * <p><b>Dice.</b> With {@code p = sigmoid(logits)}, {@code q = p m} and {@code s = t m} for a target {@code t} and a mask {@code m}, the loss is
 * {@code 1 - 2 <q,s> / (<q,q> + <s,s> + 2 eps)}. Its derivatives are {@code dq = alpha s + beta q} and {@code ds = alpha q + beta s} with
 * {@code alpha = -2 u / D} and {@code beta = 4 u <q,s> / D^2}, where {@code D} is the denominator and {@code u} the upstream gradient.
 * A cell that stands for pixels with weights {@code a = sum t m^2} and {@code b = sum m^2} adds {@code p a} and {@code p^2 b} to the first two
 * products.
 *
 * <p><b>Order of summation.</b> Vectors are cut into blocks of 1,024 elements, each summed in 32 ({@code float}) or 16 ({@code double}) partial
 * sums as in {@link Reductions}; the blocks are added in {@code double}, in order.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Segmentation<A> {

    /**
     * Adds the three products of a masked dice: {@code sums += <q,s>, <q,q>, <s,s>}.
     *
     * @param n          the number of pixels
     * @param p          probabilities
     * @param pOffset    the offset of the first of them
     * @param t          the target
     * @param tOffset    the offset of its first pixel
     * @param m          the mask
     * @param mOffset    the offset of its first pixel
     * @param sums       the products, added to
     * @param sumsOffset the offset of the first of the three
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDiceSums(int n, A p, int pOffset, A t, int tOffset, A m, int mOffset, double[] sums, int sumsOffset);

    /**
     * Adds the gradient of the logits: {@code dx[i] += (alpha s + beta q) m p (1 - p)}.
     *
     * @param n        the number of pixels
     * @param alpha    the factor of the target
     * @param beta     the factor of the probability
     * @param p        probabilities
     * @param pOffset  the offset of the first of them
     * @param t        the target
     * @param tOffset  the offset of its first pixel
     * @param m        the mask
     * @param mOffset  the offset of its first pixel
     * @param dx       the gradient of the logits, added to
     * @param dxOffset the offset of its first element
     * @param fromZero whether {@code dx} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDiceGradient(int n, double alpha, double beta, A p, int pOffset, A t, int tOffset, A m, int mOffset,
                         A dx, int dxOffset, boolean fromZero);

    /**
     * Adds the gradient of the target: {@code dt[i] += (alpha q + beta s) m}.
     *
     * @param n        the number of pixels
     * @param alpha    the factor of the probability
     * @param beta     the factor of the target
     * @param p        probabilities
     * @param pOffset  the offset of the first of them
     * @param t        the target
     * @param tOffset  the offset of its first pixel
     * @param m        the mask
     * @param mOffset  the offset of its first pixel
     * @param dt       the gradient of the target, added to
     * @param dtOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDiceTargetGradient(int n, double alpha, double beta, A p, int pOffset, A t, int tOffset, A m, int mOffset,
                               A dt, int dtOffset);

    /**
     * Adds the gradient of the mask: {@code dm[i] += (alpha s + beta q) p + (alpha q + beta s) t}.
     *
     * @param n        the number of pixels
     * @param alpha    the first factor
     * @param beta     the second factor
     * @param p        probabilities
     * @param pOffset  the offset of the first of them
     * @param t        the target
     * @param tOffset  the offset of its first pixel
     * @param m        the mask
     * @param mOffset  the offset of its first pixel
     * @param dm       the gradient of the mask, added to
     * @param dmOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDiceMaskGradient(int n, double alpha, double beta, A p, int pOffset, A t, int tOffset, A m, int mOffset,
                             A dm, int dmOffset);

    /**
     * Products of a dice over cells: {@code sums += sum_i p[i] a[i], sum_i p[i]^2 b[i]}. Up to 1,024 cells are one block.
     *
     * @param n          the number of cells
     * @param p          the probabilities of the cells
     * @param pOffset    the offset of the first of them
     * @param a          the weights of {@code p}
     * @param aOffset    the offset of the first of them
     * @param b          the weights of {@code p^2}
     * @param bOffset    the offset of the first of them
     * @param sums       the sums, added to
     * @param sumsOffset the offset of the first of the two
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addCellDiceSums(int n, A p, int pOffset, A a, int aOffset, A b, int bOffset, double[] sums, int sumsOffset);

    /**
     * Adds the gradient of the cells' logits: {@code dx[i] += (alpha a[i] + beta p[i] b[i]) p[i] (1 - p[i])}.
     *
     * @param n        the number of cells
     * @param alpha    the factor of {@code a}
     * @param beta     the factor of {@code p b}
     * @param p        the probabilities of the cells
     * @param pOffset  the offset of the first of them
     * @param a        the weights of {@code p}
     * @param aOffset  the offset of the first of them
     * @param b        the weights of {@code p^2}
     * @param bOffset  the offset of the first of them
     * @param dx       the gradient, added to
     * @param dxOffset the offset of its first element
     * @param fromZero whether {@code dx} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addCellDiceGradient(int n, double alpha, double beta, A p, int pOffset, A a, int aOffset, A b, int bOffset,
                             A dx, int dxOffset, boolean fromZero);

    /**
     * Weights of cells from one count of their words, where a gate lets them through: {@code a[i] = words[i] >>> shift & gate[i]}.
     *
     * @param n           the number of cells
     * @param words       the words of the cells
     * @param wordsOffset the offset of the first of them
     * @param shift       the position of the count: 0, 8, 16 or 24
     * @param gate        31 where a cell takes part, else 0
     * @param gateOffset  the offset of the first of them
     * @param a           the weights, overwritten
     * @param aOffset     the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void gatedWeights(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, A a, int aOffset);

    /**
     * Weights of cells from one of two neighbouring counts of their words:
     * {@code a[i] = words[i] >>> (chosen[i] == 31 ? shift : shift + 8) & 31}.
     *
     * @param n            the number of cells
     * @param words        the words of the cells
     * @param wordsOffset  the offset of the first of them
     * @param shift        the position of the first of the two counts: 0 or 16
     * @param chosen       31 where the first count is taken, 0 where the second is
     * @param chosenOffset the offset of the first of them
     * @param a            the weights, overwritten
     * @param aOffset      the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void chosenWeights(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset, A a, int aOffset);

    /**
     * Stores the elements whose weight is not 0 side by side, in order, unless an element is NaN.
     *
     * @param n       the number of elements
     * @param x       the elements
     * @param xOffset the offset of the first of them
     * @param b       the weights
     * @param bOffset the offset of the first of them
     * @param y       the weighed elements; has room for {@code n}, of which those behind the last one are unspecified afterwards
     * @param yOffset the offset of the first of them
     * @return the number of weighed elements, or -1 if an element is NaN, of whatever weight
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    int gatherWeighed(int n, A x, int xOffset, A b, int bOffset, A y, int yOffset);

    /**
     * Undoes {@link #gatherWeighed}: {@code x[i]} is the next of the weighed elements, or 0 where the weight is 0.
     *
     * @param n       the number of elements
     * @param y       the weighed elements; has room for {@code n}
     * @param yOffset the offset of the first of them
     * @param b       the weights
     * @param bOffset the offset of the first of them
     * @param x       the elements, overwritten
     * @param xOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void scatterWeighed(int n, A y, int yOffset, A b, int bOffset, A x, int xOffset);

    /**
     * {@link #addCellDiceSums} with the weights {@code a} of {@link #gatedWeights}, which are not stored.
     *
     * @param n           the number of cells
     * @param p           the probabilities of the cells; has room for {@code n}
     * @param pOffset     the offset of the first of them
     * @param gathered    whether {@code p} has only the probabilities of cells with {@code b[i] != 0}, side by side as {@link #gatherWeighed} leaves
     *                    them; those of the others are 0 then
     * @param words       the words of the cells
     * @param wordsOffset the offset of the first of them
     * @param shift       the position of the count: 0, 8, 16 or 24
     * @param gate        31 where a cell takes part, else 0
     * @param gateOffset  the offset of the first of them
     * @param b           the weights of {@code p^2}
     * @param bOffset     the offset of the first of them
     * @param sums        the sums {@code p a}, {@code p^2 b} and {@code a}, added to
     * @param sumsOffset  the offset of the first of the three
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addCountedDiceSums(int n, A p, int pOffset, boolean gathered, int[] words, int wordsOffset, int shift,
                            int[] gate, int gateOffset, A b, int bOffset, double[] sums, int sumsOffset);

    /**
     * {@link #addCellDiceGradient} with the weights {@code a} of {@link #gatedWeights}, which are not stored.
     *
     * @param n           the number of cells
     * @param alpha       the factor of {@code a}
     * @param beta        the factor of {@code p b}
     * @param p           the probabilities of the cells; has room for {@code n}
     * @param pOffset     the offset of the first of them
     * @param gathered    whether {@code p} has only the probabilities of cells with {@code b[i] != 0}, side by side as {@link #gatherWeighed} leaves
     *                    them; those of the others are 0 then
     * @param words       the words of the cells
     * @param wordsOffset the offset of the first of them
     * @param shift       the position of the count: 0, 8, 16 or 24
     * @param gate        31 where a cell takes part, else 0
     * @param gateOffset  the offset of the first of them
     * @param b           the weights of {@code p^2}
     * @param bOffset     the offset of the first of them
     * @param dx          the gradient, added to
     * @param dxOffset    the offset of its first element
     * @param fromZero    whether {@code dx} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addCountedDiceGradient(int n, double alpha, double beta, A p, int pOffset, boolean gathered,
                                int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, A b, int bOffset, A dx, int dxOffset, boolean fromZero);

    /**
     * Adds up two counts, those out of words of {@link BlockCounts}, over the cells that are above a threshold:
     * {@code sums[0] += sum (first[i] >>> firstShift & 31)} where {@code x[i] > threshold}, and {@code sums[1]} with the second ones.
     *
     * @param n            the number of cells
     * @param x            the values of the cells; NaN is not above anything
     * @param xOffset      the offset of the first of them
     * @param threshold    the threshold, rounded to the type of {@code x}
     * @param first        the words with the first counts
     * @param firstOffset  the offset of the first of them
     * @param firstShift   the position of the first counts: 0, 8, 16 or 24
     * @param second       the words with the second counts, which may be the same
     * @param secondOffset the offset of the first of them
     * @param secondShift  the position of the second counts
     * @param sums         the two sums, added to
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addCountsAbove(int n, A x, int xOffset, double threshold, int[] first, int firstOffset, int firstShift,
                        int[] second, int secondOffset, int secondShift, long[] sums);

    /**
     * Counts for each class {@code c}, over the pixels whose mask equals 1, how many have the prediction {@code c}, the target {@code c}, and both. A
     * target that is no class counts for none.
     *
     * @param n                the number of pixels
     * @param prediction       the predicted classes
     * @param predictionOffset the offset of the first of them
     * @param t                the target classes
     * @param tOffset          the offset of the first of them
     * @param m                the mask
     * @param mOffset          the offset of its first pixel
     * @param classes          the number of classes
     * @param counts           {@code counts[3c], counts[3c + 1], counts[3c + 2]} are the three counts of class {@code c}, overwritten
     * @throws IllegalArgumentException if a range does not lie in its array or {@code counts} is shorter than {@code 3 classes}
     */
    void classCounts(int n, int[] prediction, int predictionOffset, A t, int tOffset, A m, int mOffset, int classes, int[] counts);
}
