package dev.lanegrad.losses;

import java.util.Arrays;

/**
 * The loss after its definition, pixel by pixel on upsampled maps, with a sort for the selection and everything in {@code double}: slow and obvious.
 * Only whether a kernel is compared where text is predicted depends on the precision of the maps, through {@code half}, the largest logit whose rounded
 * sigmoid is not above 0.5.
 */
final class PseReference {

    final double[] lossText;
    final double[] lossKernels;
    final double[] iouText;
    final double[] iouKernel;

    /** The gradient of {@code sum_i textUpstream[i] lossText[i] + kernelsUpstream[i] lossKernels[i]}. */
    final double[] gradient;

    private final PseCase c;
    private final int pixels;

    PseReference(PseCase c, PseLoss.Options options, double half, double[] textUpstream, double[] kernelsUpstream) {
        this.c = c;
        this.pixels = 16 * c.h() * c.w();
        this.lossText = new double[c.images()];
        this.lossKernels = new double[c.images()];
        this.iouText = new double[c.images()];
        this.iouKernel = new double[c.images()];
        this.gradient = new double[c.maps().length];
        for (int i = 0; i < c.images(); i++) {
            double[] text = upsampled(i, 0);
            double[] gt = labels(c.texts(), i);
            double[] mask = labels(c.masks(), i);
            double[] textMask = ohem(text, gt, mask, options.effectiveOhemRatio());
            double[] kernelMask = new double[pixels];
            double[] iouMask = new double[pixels];
            boolean[] textPredicted = new boolean[pixels];
            for (int p = 0; p < pixels; p++) {
                kernelMask[p] = switch (options.kernelMask()) {
                    case PRED -> text[p] > half ? mask[p] : 0;
                    case GT -> gt[p] * mask[p];
                    case TEXT_MASK -> textMask[p];
                };
                iouMask[p] = mask[p] * gt[p];
                textPredicted[p] = text[p] > 0;
            }
            lossText[i] = dice(i, 0, gt, textMask, options.eps(), textUpstream[i]);
            iouText[i] = iou(textPredicted, gt, mask);
            for (int k = 0; k < c.kernels(); k++) {
                double[] label = labels(c.kernelLabels(), i * c.kernels() + k);
                lossKernels[i] += dice(i, 1 + k, label, kernelMask, options.eps(), kernelsUpstream[i] / c.kernels()) / c.kernels();
                boolean[] predicted = new boolean[pixels];
                double[] x = upsampled(i, 1 + k);
                for (int p = 0; p < pixels; p++) {
                    predicted[p] = x[p] > 0;
                }
                iouKernel[i] = iou(predicted, label, iouMask);
            }
        }
    }

    private int cell(int pixel) {
        return pixel / (4 * c.w()) / 4 * c.w() + pixel % (4 * c.w()) / 4;
    }

    private int map(int image, int channel) {
        return (image * (1 + c.kernels()) + channel) * c.h() * c.w();
    }

    private double[] upsampled(int image, int channel) {
        double[] x = new double[pixels];
        for (int p = 0; p < pixels; p++) {
            x[p] = c.maps()[map(image, channel) + cell(p)];
        }
        return x;
    }

    private double[] labels(float[] labels, int plane) {
        double[] x = new double[pixels];
        for (int p = 0; p < pixels; p++) {
            x[p] = labels[plane * pixels + p];
        }
        return x;
    }

    private static double[] ohem(double[] score, double[] gt, double[] mask, double ratio) {
        int positives = 0;
        double[] pool = new double[gt.length];
        int negatives = 0;
        for (int p = 0; p < gt.length; p++) {
            positives += gt[p] > 0.5 ? 1 : 0;
            positives -= gt[p] > 0.5 && mask[p] <= 0.5 ? 1 : 0;
            if (gt[p] <= 0.5) {
                // Ascending by negated score, NaN last.
                pool[negatives++] = -score[p] + 0.0;
            }
        }
        int wanted = (int) Math.min(positives * ratio, negatives);
        if (positives == 0 || wanted == 0) {
            return mask.clone();
        }
        Arrays.sort(pool, 0, negatives);
        double threshold = -pool[wanted - 1];
        double[] selected = new double[gt.length];
        for (int p = 0; p < gt.length; p++) {
            selected[p] = (score[p] >= threshold || gt[p] > 0.5) && mask[p] > 0.5 ? 1 : 0;
        }
        return selected;
    }

    private double dice(int image, int channel, double[] target, double[] mask, double eps, double upstream) {
        double[] x = upsampled(image, channel);
        double ps = 0;
        double pp = 0;
        double ss = 0;
        for (int p = 0; p < pixels; p++) {
            double q = sigmoid(x[p]) * mask[p];
            double s = target[p] * mask[p];
            ps += q * s;
            pp += q * q;
            ss += s * s;
        }
        double denominator = pp + eps + (ss + eps);
        for (int p = 0; p < pixels; p++) {
            double y = sigmoid(x[p]);
            double dq = -2 * target[p] * mask[p] / denominator + 4 * ps * y * mask[p] / (denominator * denominator);
            gradient[map(image, channel) + cell(p)] += upstream * dq * mask[p] * y * (1 - y);
        }
        return 1 - 2 * ps / denominator;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double iou(boolean[] predicted, double[] target, double[] mask) {
        double sum = 0;
        for (int label = 0; label < 2; label++) {
            int intersection = 0;
            int union = 0;
            for (int p = 0; p < mask.length; p++) {
                boolean inPrediction = predicted[p] == (label == 1);
                boolean inTarget = target[p] == label;
                if (mask[p] == 1) {
                    intersection += inPrediction && inTarget ? 1 : 0;
                    union += inPrediction || inTarget ? 1 : 0;
                }
            }
            sum += intersection / (union + 1e-6) / 2;
        }
        return sum;
    }
}
