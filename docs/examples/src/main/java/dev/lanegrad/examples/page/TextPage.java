package dev.lanegrad.examples.page;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A rendered page of text with the exact outline of every line.
 *
 * @param image the page, black on white
 * @param lines the outlines of the legible lines
 * @param illegible the outlines of lines that nobody could read; a detector is neither rewarded nor punished there
 */
record TextPage(BufferedImage image, List<Polygon> lines, List<Polygon> illegible) {

    private static final int ILLEGIBLE_SIZE = 9;
    private static final int PADDING = 3;

    /** The side of the square page in pixels. */
    static final int SIZE = 640;

    /**
     * A line of text.
     *
     * @param text what it says
     * @param family a logical font family
     * @param size font size in pixels; the tiny ones count as illegible
     * @param x where its left end is
     * @param y where its base line starts
     * @param degrees rotation about that point, clockwise
     */
    record Line(String text, String family, int size, double x, double y, double degrees) {
    }

    /** A page with lines of many sizes, some of them rotated, some close together, one too small to read. */
    static TextPage sample() {
        return render(List.of(
                new Line("Shrink the kernels,", Font.SERIF, 48, 40, 80, 0),
                new Line("then grow them back.", Font.SERIF, 48, 40, 142, 0),
                new Line("Lines that touch come apart again,", Font.SANS_SERIF, 24, 44, 194, 0),
                new Line("since their kernels never touched.", Font.SANS_SERIF, 24, 44, 220, 0),
                new Line("UPHILL", Font.SANS_SERIF, 72, 70, 420, -24),
                new Line("downhill, in steps", Font.SERIF, 32, 320, 286, 16),
                new Line("gradient descent", Font.MONOSPACED, 24, 310, 346, 16),
                new Line("sideways", Font.SANS_SERIF, 40, 566, 410, 90),
                new Line("one page, seven maps", Font.MONOSPACED, 28, 50, 516, 5),
                new Line("n = 7, m = 0.5", Font.SERIF, 42, 120, 606, -3),
                new Line("this line is too small for anybody to read", Font.SANS_SERIF, ILLEGIBLE_SIZE, 300, 470, 0)));
    }

    /** Draws the lines on a white page. */
    static TextPage render(List<Line> lines) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, SIZE, SIZE);
        g.setColor(Color.BLACK);
        List<Polygon> legible = new ArrayList<>();
        List<Polygon> illegible = new ArrayList<>();
        for (Line line : lines) {
            Font font = new Font(line.family(), Font.PLAIN, line.size());
            TextLayout layout = new TextLayout(line.text(), font, g.getFontRenderContext());
            AffineTransform place = AffineTransform.getTranslateInstance(line.x(), line.y());
            place.rotate(Math.toRadians(line.degrees()));
            Shape glyphs = layout.getOutline(place);
            g.fill(glyphs);
            (line.size() <= ILLEGIBLE_SIZE ? illegible : legible).add(outline(layout.getBounds(), place));
        }
        g.dispose();
        return new TextPage(image, legible, illegible);
    }

    /** The box around the ink with a little padding, carried to where the line stands. */
    private static Polygon outline(Rectangle2D ink, AffineTransform place) {
        double[] corners = {
            ink.getMinX() - PADDING, ink.getMinY() - PADDING, ink.getMaxX() + PADDING, ink.getMinY() - PADDING,
            ink.getMaxX() + PADDING, ink.getMaxY() + PADDING, ink.getMinX() - PADDING, ink.getMaxY() + PADDING
        };
        place.transform(corners, 0, corners, 0, 4);
        Coordinate[] ring = new Coordinate[5];
        for (int i = 0; i < 5; i++) {
            ring[i] = new Coordinate(corners[2 * (i % 4)], corners[2 * (i % 4) + 1]);
        }
        return new GeometryFactory().createPolygon(ring);
    }
}
