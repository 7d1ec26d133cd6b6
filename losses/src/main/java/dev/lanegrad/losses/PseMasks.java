package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Storage;

/**
 * The masks that the last forward pass of a {@link PseLoss} stands for, at the resolution of the labels: to look at, and to find where two implementations
 * differ. They are not needed for the loss and computed when asked for.
 *
 * @param <A> the type of the maps' array
 */
public final class PseMasks<A> {

    private final Tensor<A> maps;
    private final PseLoss.Options options;
    private final PseImage<A>[] images;

    PseMasks(Tensor<A> maps, PseLoss.Options options, PseImage<A>[] images) {
        this.maps = maps;
        this.options = options;
        this.images = images;
    }

    /**
     * The mask of the text loss: the training mask itself, or 1 where a pixel is selected.
     *
     * @param gtTexts       the text labels of that pass {@code [n, 4h, 4w]}
     * @param trainingMasks the training masks of that pass {@code [n, 4h, 4w]}
     * @return the mask {@code [n, 4h, 4w]}
     * @throws IllegalArgumentException if an array has another length
     */
    public A text(float[] gtTexts, float[] trainingMasks) {
        return mask(PseLoss.KernelMask.TEXT_MASK, gtTexts, trainingMasks);
    }

    /**
     * The mask of the kernels' losses.
     *
     * @param gtTexts       the text labels of that pass {@code [n, 4h, 4w]}
     * @param trainingMasks the training masks of that pass {@code [n, 4h, 4w]}
     * @return the mask {@code [n, 4h, 4w]}
     * @throws IllegalArgumentException if an array has another length
     */
    public A kernels(float[] gtTexts, float[] trainingMasks) {
        return mask(options.kernelMask(), gtTexts, trainingMasks);
    }

    private A mask(PseLoss.KernelMask kind, float[] gtTexts, float[] trainingMasks) {
        int w = 4 * maps.shape().dim(3);
        int pixels = 16 * maps.shape().dim(2) * maps.shape().dim(3);
        int size = Math.multiplyExact(images.length, pixels);
        if (gtTexts.length != size || trainingMasks.length != size) {
            throw new IllegalArgumentException("PseMasks: gtTexts has " + gtTexts.length + " elements and trainingMasks "
                    + trainingMasks.length + "; both must have the " + size + " of maps " + maps.shape() + " upsampled by 4");
        }
        Storage<A> storage = maps.kernels().storage();
        A mask = storage.allocate(size);
        for (int i = 0; i < size; i++) {
            int pixel = i % pixels;
            int cell = pixel / w / 4 * (w / 4) + pixel % w / 4;
            storage.set(mask, i, value(images[i / pixels], kind, cell, gtTexts[i], trainingMasks[i]));
        }
        return mask;
    }

    private double value(PseImage<A> image, PseLoss.KernelMask kind, int cell, float text, float mask) {
        return switch (kind) {
            case PRED -> image.predictsText(cell) ? mask : 0;
            case GT -> (double) text * mask;
            case TEXT_MASK -> {
                boolean selected = mask > 0.5f && (text > 0.5f || image.reachesThreshold(cell));
                yield image.keepsMask() ? mask : selected ? 1 : 0;
            }
        };
    }
}
