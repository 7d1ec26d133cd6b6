package dev.lanegrad.examples.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.locationtech.jts.awt.ShapeWriter;
import org.locationtech.jts.geom.Geometry;

/** The page with its outlines, and two of the maps before and after the fit, in two rows of three pictures. */
final class PagePicture {

    private static final int PANEL = 400;
    private static final int GAP = 12;
    private static final int CAPTION = 26;
    private static final Color TEXT_OUTLINE = new Color(0x1f6fb2);
    private static final Color KERNEL_OUTLINE = new Color(0xc23b22);

    private final BufferedImage canvas = new BufferedImage(
            3 * PANEL + 4 * GAP, 2 * (PANEL + CAPTION) + 3 * GAP, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D g = canvas.createGraphics();

    private PagePicture() {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    }

    /**
     * Two maps of probabilities at one moment of the fit.
     *
     * @param text the text map {@code [side, side]}
     * @param smallest the map of the smallest kernel {@code [side, side]}
     */
    record Maps(float[] text, float[] smallest) {
    }

    static BufferedImage draw(TextPage page, PageTargets targets, Maps before, Maps after) {
        PagePicture picture = new PagePicture();
        picture.page(0, "page with the text outlines", page, page.lines(), TEXT_OUTLINE);
        picture.page(1, "page with the smallest kernels", page, targets.smallest(), KERNEL_OUTLINE);
        picture.map(0, 1, "text map before", before.text());
        picture.map(0, 2, "text map after", after.text());
        picture.map(1, 1, "smallest kernel before (judged inside text)", before.smallest());
        picture.map(1, 2, "smallest kernel after (judged inside text)", after.smallest());
        picture.g.dispose();
        return picture.canvas;
    }

    private void page(int row, String caption, TextPage page, List<? extends Geometry> outlines, Color colour) {
        BufferedImage marked = new BufferedImage(TextPage.SIZE, TextPage.SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D ink = marked.createGraphics();
        ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        ink.drawImage(page.image(), 0, 0, null);
        ink.setColor(Color.LIGHT_GRAY);
        ShapeWriter shapes = new ShapeWriter();
        page.illegible().forEach(outline -> ink.draw(shapes.toShape(outline)));
        ink.setColor(colour);
        ink.setStroke(new BasicStroke(2));
        outlines.forEach(outline -> ink.draw(shapes.toShape(outline)));
        ink.dispose();
        panel(row, 0, caption, marked);
    }

    private void map(int row, int column, String caption, float[] probabilities) {
        int side = (int) Math.sqrt(probabilities.length);
        BufferedImage grey = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < probabilities.length; i++) {
            int level = Math.round(255 * probabilities[i]);
            grey.setRGB(i % side, i / side, level << 16 | level << 8 | level);
        }
        panel(row, column, caption, grey);
    }

    private void panel(int row, int column, String caption, BufferedImage image) {
        int x = GAP + column * (PANEL + GAP);
        int y = GAP + row * (PANEL + CAPTION + GAP);
        g.setColor(Color.DARK_GRAY);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        g.drawString(caption, x, y + CAPTION - 9);
        g.drawImage(image, x, y + CAPTION, PANEL, PANEL, null);
        g.drawRect(x, y + CAPTION, PANEL, PANEL);
    }
}
