package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.PseLoss;
import dev.lanegrad.losses.PseTargets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A batch of maps [n, 7, 160, 160] and labels of 640 x 640: boxes of text with six kernels each, some of them ignored, and logits that are right
 * more often than not.
 */
public final class PseBatch {

    /** Rows and columns of the maps. */
    public static final int SIDE = 160;

    /** The kernels of an image. */
    public static final int KERNELS = 6;

    /** The pixels of a label. */
    public static final int PIXELS = 16 * SIDE * SIDE;

    /** The options, PaddleOCR's. */
    public static final PseLoss.Options OPTIONS = PseLoss.Options.defaults();

    /** The images. */
    public final int images;
    /** The logits. */
    public final float[] maps;
    /** The text labels. */
    public final float[] texts;
    /** The labels of the kernels. */
    public final float[] kernels;
    /** The training masks. */
    public final float[] masks;

    /**
     * Draws a batch, the same for each number of images.
     *
     * @param images the number of images
     */
    public PseBatch(int images) {
        this.images = images;
        this.maps = new float[images * (1 + KERNELS) * SIDE * SIDE];
        this.texts = new float[images * PIXELS];
        this.kernels = new float[images * KERNELS * PIXELS];
        this.masks = new float[images * PIXELS];
        SplittableRandom random = new SplittableRandom(1);
        Arrays.fill(masks, 1);
        for (int i = 0; i < images; i++) {
            for (int box = 0; box < 25; box++) {
                int width = 40 + random.nextInt(160);
                int height = 12 + random.nextInt(40);
                draw(i, random.nextInt(4 * SIDE - width), random.nextInt(4 * SIDE - height), width, height, box % 9 == 8);
            }
        }
        for (int i = 0; i < maps.length; i++) {
            int cell = i % (SIDE * SIDE);
            int pixel = (cell / SIDE * 4 + 2) * 4 * SIDE + cell % SIDE * 4 + 2;
            boolean text = texts[i / ((1 + KERNELS) * SIDE * SIDE) * PIXELS + pixel] == 1;
            maps[i] = (float) (random.nextGaussian() * 2 + (text ? 2 : -2));
        }
    }

    private void draw(int image, int left, int top, int width, int height, boolean ignored) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = (top + y) * 4 * SIDE + left + x;
                if (ignored) {
                    masks[image * PIXELS + pixel] = 0;
                    continue;
                }
                texts[image * PIXELS + pixel] = 1;
                int margin = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
                for (int k = 0; k < KERNELS; k++) {
                    if (margin >= (k + 1) * height / 16) {
                        kernels[(image * KERNELS + k) * PIXELS + pixel] = 1;
                    }
                }
            }
        }
    }

    /**
     * Labels as bytes.
     *
     * @param labels the labels
     * @return the same in bytes
     */
    public static byte[] bytes(float[] labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return bytes;
    }

    /**
     * Labels as packed bits.
     *
     * @param labels the labels
     * @return the same in bits
     */
    public static long[] bits(float[] labels) {
        long[] bits = new long[(labels.length + 63) / 64];
        for (int i = 0; i < labels.length; i++) {
            bits[i / 64] |= (long) labels[i] << i;
        }
        return bits;
    }

    /**
     * The labels prepared.
     *
     * @return one element for each image
     */
    public PseTargets[] prepared() {
        PseTargets[] targets = new PseTargets[images];
        for (int i = 0; i < images; i++) {
            targets[i] = PseTargets.of(SIDE, SIDE, Arrays.copyOfRange(texts, i * PIXELS, (i + 1) * PIXELS),
                    Arrays.copyOfRange(kernels, i * KERNELS * PIXELS, (i + 1) * KERNELS * PIXELS),
                    Arrays.copyOfRange(masks, i * PIXELS, (i + 1) * PIXELS));
        }
        return targets;
    }

    /** A recorded loss, to be computed and differentiated again and again. */
    public static final class Step {

        private final Tape tape;
        private final Tensor<float[]> maps;
        private final Tensor<float[]> loss;

        /**
         * Records a loss.
         *
         * @param kernels the kernels
         * @param batch   the batch
         * @param labels  the form of the labels: floats, bytes, bits or prepared
         * @param workers the threads
         */
        public Step(Kernels<float[]> kernels, PseBatch batch, String labels, Workers workers) {
            tape = new Tape(workers);
            maps = Tensor.parameter(kernels, Shape.of(batch.images, 1 + KERNELS, SIDE, SIDE), batch.maps);
            PseLoss.Values<float[]> values = switch (labels) {
                case "floats" -> PseLoss.record(tape, maps, batch.texts, batch.kernels, batch.masks, OPTIONS);
                case "bytes" -> PseLoss.record(
                        tape, maps, bytes(batch.texts), bytes(batch.kernels), bytes(batch.masks), OPTIONS);
                case "bits" -> PseLoss.record(
                        tape, maps, bits(batch.texts), bits(batch.kernels), bits(batch.masks), OPTIONS);
                case "prepared" -> PseLoss.record(tape, maps, batch.prepared(), OPTIONS);
                default -> throw new IllegalArgumentException("labels " + labels);
            };
            loss = values.loss();
        }

        /**
         * Computes the loss and the gradient of the maps anew.
         *
         * @return the loss
         */
        public double run() {
            maps.zeroGrad();
            tape.replay();
            tape.backward(loss);
            return loss.item();
        }

        /**
         * Computes the gradient of the maps anew.
         *
         * @return the gradient
         */
        public float[] gradient() {
            run();
            return maps.grad();
        }
    }
}
