package dev.lanegrad.examples.page;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import org.locationtech.jts.awt.ShapeWriter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;

/**
 * The segmentation targets of progressive scale expansion: every text outline shrunk to {@code n} scales, from the
 * whole outline down to a kernel in its middle that no neighbour touches.
 *
 * <p>Scale {@code i = 1 … n} is the outline moved inwards by {@code d = area (1 - r^2) / perimeter} with
 * {@code r = 1 - (1 - m) (n - i) / (n - 1)}; {@code i = n} is the outline itself and {@code i = 1} the smallest kernel,
 * of ratio {@code m}. Wang et al., "Shape Robust Text Detection with Progressive Scale Expansion Network", CVPR 2019.
 */
final class ShrunkKernels {

    private static final double MITRE_LIMIT = 5;

    private ShrunkKernels() {
    }

    /** The ratio {@code r} of scale {@code i} of {@code n}, {@code m} being the ratio of the smallest. */
    static double ratio(int i, int n, double m) {
        return 1 - (1 - m) * (n - i) / (n - 1);
    }

    /** The outline moved inwards as far as the ratio demands; empty if nothing is left of it. */
    static Geometry shrink(Polygon outline, double ratio) {
        double inwards = outline.getArea() * (1 - ratio * ratio) / outline.getLength();
        BufferParameters mitred = new BufferParameters(BufferParameters.DEFAULT_QUADRANT_SEGMENTS,
                BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, MITRE_LIMIT);
        return BufferOp.bufferOp(outline, -inwards, mitred);
    }

    /** A map {@code [size, size]}: 1 where the centre of the pixel lies inside one of the geometries, 0 elsewhere. */
    static float[] rasterise(List<? extends Geometry> geometries, int size) {
        BufferedImage canvas = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = canvas.createGraphics();
        // Otherwise outlines are nudged onto the pixel grid to look even.
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        ShapeWriter shapes = new ShapeWriter();
        geometries.forEach(geometry -> g.fill(shapes.toShape(geometry)));
        g.dispose();
        byte[] grey = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
        float[] map = new float[grey.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = grey[i] == 0 ? 0 : 1;
        }
        return map;
    }
}
