package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** The labels of a batch, in each form that {@link PseLoss} takes, as targets image by image: summed up anew at each call, or looked up. */
final class PseLabels {

    private PseLabels() {
    }

    /** The sizes of a batch. */
    record Sizes(int images, int kernels, int h, int w) {

        int pixels() {
            return 16 * h * w;
        }
    }

    /** Checks the shape of the maps, and labels of one array element per pixel. */
    static Sizes sizes(Shape maps, int text, int kernels, int mask) {
        Sizes sizes = sizes(maps);
        require("gtTexts", maps, text, 1, pixels -> pixels);
        require("gtKernels", maps, kernels, sizes.kernels, pixels -> pixels);
        require("trainingMasks", maps, mask, 1, pixels -> pixels);
        return sizes;
    }

    /** Checks the shape of the maps, and labels of 64 pixels per array element. */
    static Sizes bitSizes(Shape maps, int text, int kernels, int mask) {
        Sizes sizes = sizes(maps);
        require("gtTexts", maps, text, 1, pixels -> (pixels + 63) / 64);
        require("gtKernels", maps, kernels, sizes.kernels, pixels -> (pixels + 63) / 64);
        require("trainingMasks", maps, mask, 1, pixels -> (pixels + 63) / 64);
        return sizes;
    }

    /** Checks the shape of the maps, and the number of prepared targets. */
    static Sizes sizes(Shape maps, int targets) {
        Sizes sizes = sizes(maps);
        if (targets != sizes.images) {
            throw new IllegalArgumentException("PseLoss: targets [" + targets + "] must have one element per image of maps " + maps);
        }
        return sizes;
    }

    private static Sizes sizes(Shape maps) {
        if (maps.rank() != 4 || maps.dim(1) < 2 || maps.dim(2) < 1 || maps.dim(3) < 1) {
            throw new IllegalArgumentException("PseLoss: maps " + maps
                    + " must be [images, 1 + kernels, h, w]: a text channel, at least one kernel, and at least one cell");
        }
        if (16L * maps.dim(2) * maps.dim(3) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("PseLoss: maps " + maps + " must have at most 2^31 - 1 pixels an image when upsampled by 4");
        }
        return new Sizes(maps.dim(0), maps.dim(1) - 1, maps.dim(2), maps.dim(3));
    }

    private static void require(String name, Shape maps, int length, int channels, LongFunction<Long> elements) {
        long pixels = 16L * maps.dim(0) * channels * maps.dim(2) * maps.dim(3);
        if (length != elements.apply(pixels)) {
            String shape = "[" + maps.dim(0) + ", " + (name.equals("gtKernels") ? channels + ", " : "")
                    + 4 * maps.dim(2) + ", " + 4 * maps.dim(3) + "]";
            throw new IllegalArgumentException("PseLoss: " + name + " has " + length + " elements and must have the "
                    + elements.apply(pixels) + " of " + shape + ", four times the height and width of maps " + maps);
        }
    }

    private static CountedTargets[] counted(Sizes sizes) {
        CountedTargets[] counted = new CountedTargets[sizes.images];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = new CountedTargets(sizes.h, sizes.w, sizes.kernels);
        }
        return counted;
    }

    static IntFunction<PseTargets> ofFloats(Sizes sizes, float[] text, float[] kernels, float[] mask) {
        CountedTargets[] counted = counted(sizes);
        PixelTargets[] pixels = new PixelTargets[sizes.images];
        int size = sizes.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = new PixelTargets(sizes.h, sizes.w, sizes.kernels,
                    mask, i * size, text, i * size, kernels, i * sizes.kernels * size);
        }
        return i -> {
            if (counted[i].count(mask, i * size, text, i * size, kernels, i * sizes.kernels * size)) {
                return counted[i];
            }
            pixels[i].count();
            return pixels[i];
        };
    }

    static IntFunction<PseTargets> ofBytes(Sizes sizes, byte[] text, byte[] kernels, byte[] mask) {
        CountedTargets[] counted = counted(sizes);
        int size = sizes.pixels();
        return i -> {
            counted[i].count(mask, i * size, text, i * size, kernels, i * sizes.kernels * size);
            return counted[i];
        };
    }

    static IntFunction<PseTargets> ofBits(Sizes sizes, long[] text, long[] kernels, long[] mask) {
        CountedTargets[] counted = counted(sizes);
        long size = sizes.pixels();
        return i -> {
            counted[i].count(mask, i * size, text, i * size, kernels, i * sizes.kernels * size);
            return counted[i];
        };
    }

    static IntFunction<PseTargets> prepared(Sizes sizes, PseTargets[] targets) {
        return i -> {
            PseTargets image = targets[i];
            if (image == null || image.h != sizes.h || image.w != sizes.w || image.kernels != sizes.kernels) {
                throw new IllegalArgumentException("PseLoss: targets[" + i + "] "
                        + (image == null ? "is missing" : "of " + image.kernels + " kernels, " + image.h + " x " + image.w)
                        + " and must be those of a map of " + sizes.kernels + " kernels, " + sizes.h + " x " + sizes.w);
            }
            return image;
        };
    }
}
