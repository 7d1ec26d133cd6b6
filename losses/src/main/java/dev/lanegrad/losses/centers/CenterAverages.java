package dev.lanegrad.losses.centers;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.losses.CtcReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The centres of a trained recogniser: the mean of the features of all frames of a class, over the items that were read
 * rightly.
 *
 * <pre>{@code
 * for each item whose labels are the true ones, for each frame t:  k = path[t],  c[k] += (x[t] - c[k]) / ++n[k]
 * }</pre>
 *
 * <p>The class of a frame is that of the reading's path, the arg-max for {@code CtcDecoder.greedy}; the blank is a class like the
 * others. Classes that no frame has get no centre. Means are in double precision.
 *
 * <p><b>Deviations.</b> The original computes {@code (c n + x) / (n + 1)} in the type of the features, so that its centres carry a
 * rounding error for each frame.
 *
 * <p>Not synchronised.
 *
 * <p>Source: PaddleOCR {@code tools/export_center.py} with {@code update_center} of {@code tools/program.py}.
 */
public final class CenterAverages {

    private final int classes;
    private final int dims;
    private final double[] means;
    private final long[] counts;

    /**
     * Begins without any frame.
     *
     * @param classes the number of classes, at least 1
     * @param dims    the number of features of a frame, at least 1
     * @throws IllegalArgumentException if a size is less than 1
     */
    public CenterAverages(int classes, int dims) {
        if (classes < 1 || dims < 1) {
            throw new IllegalArgumentException(
                    "centerAverages: classes = " + classes + " and dims = " + dims + " must be at least 1");
        }
        this.classes = classes;
        this.dims = dims;
        this.means = new double[Math.multiplyExact(classes, dims)];
        this.counts = new long[classes];
    }

    /**
     * Adds the frames of those items that were read rightly.
     *
     * @param <A>          the type of the arrays
     * @param features     the features {@code [batch, frames, dims]}
     * @param readings     what was read in each item
     * @param labels       the true classes {@code [batch, maxLength]}, padded behind each label's length
     * @param labelLengths the symbols of each item {@code [batch]}
     * @return how many items were read rightly
     * @throws IllegalArgumentException if a shape does not fit, a path is longer than the frames or names no class, or a length
     *                                  lies outside {@code [0, maxLength]}; then nothing is added
     */
    public <A> int add(Tensor<A> features, List<CtcReading> readings, int[] labels, int[] labelLengths) {
        check(features.shape(), readings, labels, labelLengths);
        int frames = features.shape().dim(1);
        int maxLength = labelLengths.length == 0 ? 0 : labels.length / labelLengths.length;
        int right = 0;
        for (int item = 0; item < labelLengths.length; item++) {
            int from = item * maxLength;
            int[] label = Arrays.copyOfRange(labels, from, from + labelLengths[item]);
            if (Arrays.equals(label, readings.get(item).labels())) {
                right++;
                int[] path = readings.get(item).path();
                for (int t = 0; t < path.length; t++) {
                    add(features.kernels(), features.data(), (item * frames + t) * dims, path[t]);
                }
            }
        }
        return right;
    }

    private <A> void add(Kernels<A> kernels, A features, int at, int symbol) {
        Storage<A> storage = kernels.storage();
        long n = ++counts[symbol];
        for (int i = 0; i < dims; i++) {
            int k = symbol * dims + i;
            means[k] += (storage.get(features, at + i) - means[k]) / n;
        }
    }

    private void check(Shape shape, List<CtcReading> readings, int[] labels, int[] labelLengths) {
        if (shape.rank() != 3 || shape.dim(2) != dims) {
            throw new IllegalArgumentException(
                    "centerAverages: features " + shape + " must be [batch, frames, " + dims + "]");
        }
        int batch = shape.dim(0);
        if (readings.size() != batch || labelLengths.length != batch || batch > 0 && labels.length % batch != 0) {
            throw new IllegalArgumentException("centerAverages: " + readings.size() + " readings, " + labelLengths.length
                    + " labelLengths and " + labels.length + " labels must belong to the " + batch + " items of features " + shape);
        }
        for (int item = 0; item < batch; item++) {
            int length = labelLengths[item];
            if (length < 0 || length > labels.length / batch) {
                throw new IllegalArgumentException("centerAverages: labelLengths[" + item + "] = " + length
                        + " must lie in [0, " + labels.length / batch + "], the width of labels");
            }
            checkPath(item, readings.get(item).path(), shape.dim(1));
        }
    }

    private void checkPath(int item, int[] path, int frames) {
        if (path.length > frames) {
            throw new IllegalArgumentException("centerAverages: the path of item " + item + " has " + path.length
                    + " frames and features have " + frames);
        }
        for (int symbol : path) {
            if (symbol < 0 || symbol >= classes) {
                throw new IllegalArgumentException("centerAverages: the path of item " + item + " has the class " + symbol
                        + ", which must lie in [0, " + classes + ")");
            }
        }
    }

    /**
     * Returns the classes that have a centre.
     *
     * @return the classes, ascending
     */
    public int[] classes() {
        return IntStream.range(0, classes).filter(k -> counts[k] > 0).toArray();
    }

    /**
     * Returns how many frames a centre is the mean of.
     *
     * @param symbol the class
     * @return the number of frames
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public long count(int symbol) {
        return counts[symbol];
    }

    /**
     * Returns the centres of {@link #classes()}.
     *
     * @return the rows {@code [n, dims]}, rounded to {@code float} as PaddleOCR's files hold them
     */
    public StoredArray rows() {
        int[] present = classes();
        float[] rows = new float[present.length * dims];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) means[present[i / dims] * dims + i % dims];
        }
        return StoredArray.of(Shape.of(present.length, dims), rows);
    }

    /**
     * Writes the centres, atomically; see {@link CenterFile#save}.
     *
     * @param file the file; its suffix decides the format
     * @throws IllegalArgumentException if the file is a {@code .npy} file and the classes are not 0, 1, 2 …
     * @throws IOException              if it cannot be written; then an old file is as it was
     */
    public void save(Path file) throws IOException {
        CenterFile.save(file, classes(), rows());
    }
}
