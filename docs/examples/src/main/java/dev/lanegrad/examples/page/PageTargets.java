package dev.lanegrad.examples.page;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * What a detector should answer for one page.
 *
 * @param size the side of the square maps
 * @param text {@code [size, size]}: 1 inside a line of text
 * @param kernels {@code [count, size, size]}: 1 inside a kernel, from the largest kernel to the smallest
 * @param trainingMask {@code [size, size]}: 0 where the answer is not judged, 1 elsewhere
 * @param smallest the outlines behind the last kernel map
 */
record PageTargets(int size, float[] text, float[] kernels, float[] trainingMask, List<Geometry> smallest) {

    /** The number of kernels beside the text map. */
    static final int KERNELS = 6;

    private static final double SMALLEST_RATIO = 0.5;

    static PageTargets of(TextPage page) {
        int size = TextPage.SIZE;
        int scales = KERNELS + 1;
        float[] kernels = new float[KERNELS * size * size];
        List<Geometry> shrunk = List.of();
        for (int k = 0; k < KERNELS; k++) {
            double ratio = ShrunkKernels.ratio(scales - 1 - k, scales, SMALLEST_RATIO);
            shrunk = page.lines().stream().map(line -> ShrunkKernels.shrink(line, ratio)).toList();
            System.arraycopy(ShrunkKernels.rasterise(shrunk, size), 0, kernels, k * size * size, size * size);
        }
        float[] mask = ShrunkKernels.rasterise(page.illegible(), size);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = 1 - mask[i];
        }
        return new PageTargets(size, ShrunkKernels.rasterise(page.lines(), size), kernels, mask, shrunk);
    }
}
