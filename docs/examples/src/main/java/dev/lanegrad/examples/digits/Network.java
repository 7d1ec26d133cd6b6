package dev.lanegrad.examples.digits;

import static dev.lanegrad.autograd.ops.LinearAlgebra.linear;
import static dev.lanegrad.autograd.ops.LinearAlgebra.linearRelu;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** A classifier whose last layer but one is the feature that the centre loss pulls together. */
interface Network {

    /** How many numbers a feature has. */
    int featureWidth();

    /** Everything that is trained. */
    List<Tensor<float[]>> parameters();

    /** Records the way from images {@code [n, pixels]} to features {@code [n, width]} and logits. */
    Output apply(Tape tape, Tensor<float[]> images);

    /** What a network makes of a batch of images. */
    record Output(Tensor<float[]> features, Tensor<float[]> logits) {
    }

    /** Pixels-256-128-2-classes, relu between the first three: features to be drawn, as in Wen et al., ECCV 2016. */
    record Figure(Layer first, Layer second, Layer third, Layer last) implements Network {

        static Figure random(ImageSet set, RandomGenerator random) {
            return new Figure(Layer.random(set.imageSize(), 256, random), Layer.random(256, 128, random),
                    Layer.random(128, 2, random), Layer.random(2, set.classes(), random));
        }

        @Override
        public int featureWidth() {
            return 2;
        }

        @Override
        public List<Tensor<float[]>> parameters() {
            return List.of(first.weight, first.bias, second.weight, second.bias,
                    third.weight, third.bias, last.weight, last.bias);
        }

        @Override
        public Output apply(Tape tape, Tensor<float[]> images) {
            Tensor<float[]> wide = first.applyRelu(tape, images);
            Tensor<float[]> narrow = second.applyRelu(tape, wide);
            Tensor<float[]> features = third.apply(tape, narrow);
            return new Output(features, last.apply(tape, features));
        }
    }

    /** Pixels-64-classes, the usual centre-loss tutorial's. As printed there it has no activation: a linear model. */
    record Tutorial(Layer first, Layer last, boolean activated) implements Network {

        static Tutorial random(ImageSet set, boolean activated, RandomGenerator random) {
            return new Tutorial(Layer.random(set.imageSize(), 64, random), Layer.random(64, set.classes(), random),
                    activated);
        }

        @Override
        public int featureWidth() {
            return 64;
        }

        @Override
        public List<Tensor<float[]>> parameters() {
            return List.of(first.weight, first.bias, last.weight, last.bias);
        }

        @Override
        public Output apply(Tape tape, Tensor<float[]> images) {
            Tensor<float[]> features = activated ? first.applyRelu(tape, images) : first.apply(tape, images);
            return new Output(features, last.apply(tape, features));
        }
    }

    /** A weight {@code [out, in]} and a bias {@code [out]}. */
    record Layer(Tensor<float[]> weight, Tensor<float[]> bias) {

        /** Uniform in plus or minus one over the root of the number of inputs, PyTorch's default for linear layers. */
        static Layer random(int in, int out, RandomGenerator random) {
            float bound = (float) (1 / Math.sqrt(in));
            return new Layer(uniform(random, bound, Shape.of(out, in)), uniform(random, bound, Shape.of(out)));
        }

        Tensor<float[]> apply(Tape tape, Tensor<float[]> x) {
            return linear(tape, x, weight, bias);
        }

        Tensor<float[]> applyRelu(Tape tape, Tensor<float[]> x) {
            return linearRelu(tape, x, weight, bias);
        }

        private static Tensor<float[]> uniform(RandomGenerator random, float bound, Shape shape) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat(-bound, bound);
            }
            return Tensor.parameter(shape, values);
        }
    }
}
