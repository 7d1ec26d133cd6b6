package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.lang.reflect.Array;

/**
 * One plane of pixels per image, within a tensor of one or several channels: read in place, in pieces that are short
 * enough for the first cache and for one block of a sum.
 *
 * @param map     the tensor {@code [images, h, w]} or {@code [images, channels, h, w]}
 * @param images  the number of images
 * @param pixels  the pixels of a plane
 * @param first   the offset of the first plane
 * @param stride  from one plane to that of the next image
 */
record MapPlanes<A>(Tensor<A> map, int images, int pixels, int first, int stride) {

    /** The elements of a piece. */
    static final int PIECE = 4096;

    /** A pass over one piece: {@code n} pixels at {@code mapOffset} of the tensor and at {@code labelOffset} of the labels. */
    interface Pass {
        void run(int n, int mapOffset, int labelOffset);
    }

    /** The planes of a tensor without channels, whatever its shape: one plane of all its elements. */
    static <A> MapPlanes<A> whole(Tensor<A> map) {
        return new MapPlanes<>(map, 1, map.shape().size(), 0, map.shape().size());
    }

    /** The planes of a channel of {@code [images, channels, h, w]}. */
    static <A> MapPlanes<A> channel(Tensor<A> map, int channel) {
        Shape shape = map.shape();
        int pixels = shape.dim(2) * shape.dim(3);
        return new MapPlanes<>(map, shape.dim(0), pixels, channel * pixels, shape.dim(1) * pixels);
    }

    /** Requires a label for each pixel. */
    void requireLabels(String loss, String name, A labels) {
        int length = Array.getLength(labels);
        if (length != images * pixels) {
            throw new IllegalArgumentException(loss + ": " + name + " has " + length + " elements and must have the "
                    + images * pixels + " of pred; losses do not broadcast");
        }
    }

    /** Runs a pass over all pieces of all planes, in order. */
    void forEachPiece(Pass pass) {
        for (int image = 0; image < images; image++) {
            for (int start = 0; start < pixels; start += PIECE) {
                pass.run(Math.min(PIECE, pixels - start), first + image * stride + start, image * pixels + start);
            }
        }
    }
}
