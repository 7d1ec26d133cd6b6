package dev.lanegrad.examples.digits;

import java.util.Arrays;

/**
 * Labelled grey-scale images.
 *
 * @param rows pixel rows of an image
 * @param columns pixel columns of an image
 * @param pixels image after image, row-major, 0 (background) to 255
 * @param labels the class of each image, counted from 0
 */
record ImageSet(int rows, int columns, byte[] pixels, int[] labels) {

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** The number of pixels of one image. */
    public int imageSize() {
        return rows * columns;
    }

    /** The number of classes: one more than the largest label. */
    public int classes() {
        int largest = 0;
        for (int label : labels) {
            largest = Math.max(largest, label);
        }
        return largest + 1;
    }

    /** The first {@code count} images, or all if there are fewer. */
    public ImageSet first(int count) {
        if (count >= count()) {
            return this;
        }
        return new ImageSet(rows, columns,
                Arrays.copyOf(pixels, count * imageSize()), Arrays.copyOf(labels, count));
    }

    /**
     * Copies one image, scaled to the range 0 to 1.
     *
     * @param image which image
     * @param target where to
     * @param row which row of {@code target}, a row being {@link #imageSize()} numbers
     */
    public void copyImage(int image, float[] target, int row) {
        int size = imageSize();
        for (int i = 0; i < size; i++) {
            target[row * size + i] = (pixels[image * size + i] & 0xff) * (1 / 255f);
        }
    }
}
