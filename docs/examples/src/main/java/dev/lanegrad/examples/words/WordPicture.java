package dev.lanegrad.examples.words;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lines with what was read in them: before training, after CTC, and after CTC with the centre loss. */
final class WordPicture {

    private static final int COLUMNS = 2;
    private static final int ZOOM = 2;
    private static final int CELL_WIDTH = ZOOM * WordLine.WIDTH + 330;
    private static final int CELL_HEIGHT = ZOOM * WordLine.HEIGHT + 14;
    private static final int HEADER = 30;
    private static final int TEXT = ZOOM * WordLine.WIDTH + 24;
    private static final int LONGEST = 9;
    private static final Color RIGHT = new Color(0x1b7837);
    private static final Color WRONG = new Color(0xb2182b);

    private WordPicture() {
    }

    static BufferedImage draw(List<WordLine> lines, List<List<String>> readings, List<String> titles) {
        int rows = (lines.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage canvas = new BufferedImage(
                COLUMNS * CELL_WIDTH, HEADER + rows * CELL_HEIGHT + 10, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        for (int i = 0; i < lines.size(); i++) {
            int x = i / rows * CELL_WIDTH + 10;
            int y = HEADER + i % rows * CELL_HEIGHT;
            if (i % rows == 0) {
                header(g, x + TEXT, titles);
            }
            g.drawImage(picture(lines.get(i)), x, y, ZOOM * WordLine.WIDTH, ZOOM * WordLine.HEIGHT, null);
            for (int k = 0; k < readings.size(); k++) {
                String read = readings.get(k).get(i);
                g.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 15));
                g.setColor(read.equals(lines.get(i).text()) ? RIGHT : WRONG);
                g.drawString(shown(read), x + TEXT + 100 * k, y + 30);
            }
        }
        g.dispose();
        return canvas;
    }

    private static String shown(String read) {
        return read.isEmpty() ? "(nothing)" : read.length() > LONGEST ? read.substring(0, LONGEST) + "…" : read;
    }

    private static void header(Graphics2D g, int x, List<String> titles) {
        g.setColor(Color.DARK_GRAY);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        for (int k = 0; k < titles.size(); k++) {
            g.drawString(titles.get(k), x + 100 * k, 20);
        }
    }

    private static BufferedImage picture(WordLine line) {
        BufferedImage image = new BufferedImage(WordLine.WIDTH, WordLine.HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < line.pixels().length; i++) {
            int grey = Math.clamp(Math.round(255 * (1 - line.pixels()[i])), 0, 255);
            image.setRGB(i % WordLine.WIDTH, i / WordLine.WIDTH, grey << 16 | grey << 8 | grey);
        }
        return image;
    }
}
