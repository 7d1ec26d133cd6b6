package dev.lanegrad.examples.words;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/**
 * A line of text as a picture: a word in one of Java's logical fonts, of some size, place and slant, with some noise.
 *
 * @param text   what it says, in small letters
 * @param pixels {@code [HEIGHT, WIDTH]}: about 1 where there is ink, about 0 elsewhere
 */
record WordLine(String text, float[] pixels) {

    /** The height of the picture. */
    static final int HEIGHT = 24;
    /** The width of the picture. */
    static final int WIDTH = 128;

    /** The classes of a recogniser: the blank, and a class for each small letter. */
    static final int CLASSES = 27;

    private static final String[] FAMILIES = {Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED};
    private static final int MARGIN = 6;

    /** Draws a word as the random numbers will have it. */
    static WordLine render(String text, RandomGenerator random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        Font font = new Font(FAMILIES[random.nextInt(FAMILIES.length)], random.nextInt(2) * Font.BOLD,
                random.nextInt(15, 19));
        Shape glyphs = new TextLayout(text, font, g.getFontRenderContext()).getOutline(
                AffineTransform.getShearInstance(random.nextDouble(-0.2, 0.1), 0));
        Rectangle2D ink = glyphs.getBounds2D();
        double scale = Math.min(1, (WIDTH - 2 * MARGIN) / ink.getWidth());
        AffineTransform place = AffineTransform.getTranslateInstance(
                random.nextDouble(1, MARGIN), 0.72 * HEIGHT + random.nextDouble(-1, 1));
        place.scale(scale, scale);
        place.translate(-ink.getMinX(), 0);
        g.fill(place.createTransformedShape(glyphs));
        g.dispose();
        byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] pixels = new float[grey.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (grey[i] & 0xFF) / 255f + 0.08f * (float) random.nextGaussian();
        }
        return new WordLine(text, pixels);
    }

    /** Three to eight small letters in any order: a recogniser that learns from these knows letters, not words. */
    static String randomText(RandomGenerator random) {
        int length = random.nextInt(3, 9);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt('a', 'z' + 1));
        }
        return text.toString();
    }

    /** The class of a letter; 0 is the blank. */
    static int classOf(char letter) {
        return letter - 'a' + 1;
    }
}
