package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Binarization;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The graph node of {@link DbLoss}: the three losses, not yet weighted, in one pass over all maps and labels forward and one
 * backward. Images are shared among the workers; their sums are added in the order of the images.
 */
final class DbNode<A> implements Node {

    private static final int PIECE = PixelWeights.PIECE;

    // The places of an image's sums.
    private static final int LABELS = 0;
    private static final int SHRINK = LABELS + SharedBalance.LABEL_SUMS;
    private static final int BINARY = SHRINK + 2;
    private static final int DISTANCE = BINARY + 2;
    private static final int SUMS = DISTANCE + 2;

    private final Workers workers;
    private final Tensor<A> maps;
    private final Targets<A> targets;
    private final DbLoss.Options options;
    private final double shrinkEps;
    private final Kernels<A> kernels;
    private final int images;
    private final int pixels;
    private final Tensor<A> shrink;
    private final Tensor<A> threshold;
    private final Tensor<A> binary;
    private final SharedBalance<A> balance;
    private final double[] imageSums;
    private final PixelWeights<A> shrinkWeights;
    private final PixelWeights<A> thresholdWeights;
    private final double[] sums = new double[SUMS];
    private final IntConsumer forwardImage = this::forwardImage;
    private final IntConsumer backwardImage = this::backwardImage;

    private double factor;
    private double shrinkUnion;
    private double binaryUnion;
    private double distanceDenominator;

    // The slopes of the backward pass: by the intersection and by the sum of predictions, and of the distance.
    private double shrinkInside;
    private double shrinkAll;
    private double binaryInside;
    private double binaryAll;
    private double distanceSlope;
    private boolean fromZero;

    /** The labels and weights of a batch, each {@code [n, h, w]}. */
    record Targets<A>(A shrinkMap, A shrinkMask, A thresholdMap, A thresholdMask) {
    }

    DbNode(Workers workers, Tensor<A> maps, Targets<A> targets, DbLoss.Options options, double shrinkEps) {
        this.workers = workers;
        this.maps = maps;
        this.targets = targets;
        this.options = options;
        this.shrinkEps = shrinkEps;
        this.kernels = maps.kernels();
        this.images = maps.shape().dim(0);
        this.pixels = maps.shape().dim(2) * maps.shape().dim(3);
        PixelLabels.require("dbLoss", "shrinkMap", targets.shrinkMap(), "a map", images * pixels, kernels);
        PixelLabels.require("dbLoss", "shrinkMask", targets.shrinkMask(), "a map", images * pixels, kernels);
        PixelLabels.require("dbLoss", "thresholdMap", targets.thresholdMap(), "a map", images * pixels, kernels);
        PixelLabels.require("dbLoss", "thresholdMask", targets.thresholdMask(), "a map", images * pixels, kernels);
        this.imageSums = new double[images * SUMS];
        this.shrinkWeights = new PixelWeights<>(
                "dbLoss", "shrinkMask", kernels, targets.shrinkMap(), targets.shrinkMask(), images, pixels);
        this.thresholdWeights = new PixelWeights<>(
                "dbLoss", "thresholdMask", kernels, targets.thresholdMap(), targets.thresholdMask(), images, pixels);
        this.balance = new SharedBalance<>(
                kernels, targets.shrinkMap(), targets.shrinkMask(), options.ohemRatio(), shrinkEps);
        this.shrink = Tensor.result(kernels, Shape.of(), maps);
        this.threshold = Tensor.result(kernels, Shape.of(), maps);
        this.binary = Tensor.result(kernels, Shape.of(), maps);
    }

    Tensor<A> shrink() {
        return shrink;
    }

    Tensor<A> threshold() {
        return threshold;
    }

    Tensor<A> binary() {
        return binary;
    }

    @Override
    public void forward() {
        workers.run(images, forwardImage);
        addUp();
        shrinkUnion = sums[SHRINK + 1] + sums[LABELS] + shrinkEps;
        binaryUnion = sums[BINARY + 1] + sums[LABELS] + options.eps();
        distanceDenominator = sums[DISTANCE + 1] + options.eps();
        double dice = 1 - 2 * sums[SHRINK] / shrinkUnion;
        factor = options.balance() == BalanceLoss.Balance.NONE ? 1 : balance.factor(sums, LABELS, dice);
        kernels.storage().set(shrink.data(), 0, factor * dice);
        kernels.storage().set(threshold.data(), 0, sums[DISTANCE] / distanceDenominator);
        kernels.storage().set(binary.data(), 0, 1 - 2 * sums[BINARY] / binaryUnion);
    }

    private void forwardImage(int image) {
        Binarization<A> kernel = kernels.binarization();
        A p = maps.data();
        A g = targets.shrinkMap();
        A m = targets.shrinkMask();
        int at = image * SUMS;
        Arrays.fill(imageSums, at, at + SUMS, 0);
        SharedBalance.clear(imageSums, at + LABELS);
        for (int start = 0; start < pixels; start += PIECE) {
            int n = Math.min(PIECE, pixels - start);
            int label = image * pixels + start;
            int map = 3 * image * pixels + start;
            int strip = shrinkWeights.strip(image, start);
            kernel.addMapSums(n, shrinkWeights.kinds(), strip, p, map, map + 2 * pixels, g, label, m, label, thresholdWeights.kinds(), strip, map + pixels,
                    targets.thresholdMap(), label, targets.thresholdMask(), label, imageSums, at);
            shrinkWeights.requireValid(image, start, n);
            thresholdWeights.requireValid(image, start, n);
        }
    }

    private void addUp() {
        Arrays.fill(sums, 0);
        SharedBalance.clear(sums, LABELS);
        for (int at = 0; at < imageSums.length; at += SUMS) {
            for (int i = 0; i < SUMS; i++) {
                if (i != LABELS + 2 && i != LABELS + 3) {
                    sums[i] += imageSums[at + i];
                }
            }
            double largest = imageSums[at + LABELS + 2];
            if (largest > sums[LABELS + 2]) {
                sums[LABELS + 2] = largest;
                sums[LABELS + 3] = 0;
            }
            sums[LABELS + 3] += largest == sums[LABELS + 2] ? imageSums[at + LABELS + 3] : 0;
        }
    }

    @Override
    public void backward() {
        double dshrink = factor * kernels.storage().get(shrink.grad(), 0);
        double dbinary = kernels.storage().get(binary.grad(), 0);
        shrinkInside = -2 * dshrink / shrinkUnion;
        shrinkAll = 2 * dshrink * sums[SHRINK] / (shrinkUnion * shrinkUnion);
        binaryInside = -2 * dbinary / binaryUnion;
        binaryAll = 2 * dbinary * sums[BINARY] / (binaryUnion * binaryUnion);
        distanceSlope = kernels.storage().get(threshold.grad(), 0) / distanceDenominator;
        fromZero = maps.takeZeroGrad();
        workers.run(images, backwardImage);
    }

    private void backwardImage(int image) {
        Binarization<A> kernel = kernels.binarization();
        A dp = maps.grad();
        A g = targets.shrinkMap();
        A m = targets.shrinkMask();
        for (int start = 0; start < pixels; start += PIECE) {
            int n = Math.min(PIECE, pixels - start);
            int label = image * pixels + start;
            int map = 3 * image * pixels + start;
            int strip = shrinkWeights.strip(image, start);
            byte[] kinds = shrinkWeights.kinds();
            kernel.addRegionGradient(n, shrinkInside, shrinkAll, kinds, strip, g, label, m, label, dp, map, fromZero);
            kernel.addRegionGradient(n, binaryInside, binaryAll, kinds, strip, g, label, m, label, dp, map + 2 * pixels, fromZero);
            kernel.addDistanceGradient(n, distanceSlope, thresholdWeights.kinds(), strip, maps.data(), map + pixels,
                    targets.thresholdMap(), label, targets.thresholdMask(), label, dp, map + pixels, fromZero);
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(maps);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(shrink, threshold, binary);
    }
}
