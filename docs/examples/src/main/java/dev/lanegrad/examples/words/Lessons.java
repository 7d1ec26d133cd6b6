package dev.lanegrad.examples.words;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.autograd.optim.GradientClipping;
import dev.lanegrad.examples.Progress;
import dev.lanegrad.losses.CtcDecoder;
import dev.lanegrad.losses.CtcReading;
import dev.lanegrad.losses.EnhancedCtcLoss;
import dev.lanegrad.losses.PaddleCtcLoss;
import dev.lanegrad.losses.centers.CenterAverages;
import dev.lanegrad.losses.centers.CenterFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Trains a recogniser as PaddleOCR does: with CTC, then with CTC and the centre loss from the centres of what it reads rightly. */
final class Lessons {

    private static final int BATCH = 24;
    private static final double LONGEST_GRADIENT = 5;

    private final RandomGenerator random;
    private final List<WordLine> lines;
    private final Recognizer recognizer;
    private final Recognizer.Batch batch = new Recognizer.Batch(BATCH);
    private final Tape reading = new Tape();
    private final Recognizer.Output output;

    /** Renders the lines to learn from. */
    Lessons(RandomGenerator random, int lines) {
        this.random = random;
        this.lines = Stream.generate(() -> WordLine.render(WordLine.randomText(random), random)).limit(lines).toList();
        this.recognizer = new Recognizer(random);
        this.output = recognizer.apply(reading, batch);
    }

    /** Steps with CTC alone; returns the mean loss of the last tenth of them. */
    double ctc(int steps, double learningRate) {
        fill();
        Tape tape = new Tape();
        Tensor<float[]> logits = recognizer.apply(tape, batch).logits();
        Tensor<float[]> loss = PaddleCtcLoss.record(
                tape, logits, batch.labels(), batch.lengths(), PaddleCtcLoss.Weighting.PLAIN).loss();
        return train("CTC", steps, learningRate, tape, loss);
    }

    /** Steps with CTC and the centre loss, whose centres come from a file; returns the mean loss of the last tenth of them. */
    double ctcWithCenters(int steps, double learningRate, double weight, Path file) throws IOException {
        double[] centers = new double[WordLine.CLASSES * Recognizer.FEATURES];
        CenterFile.load(file, WordLine.CLASSES, Recognizer.FEATURES, centers);
        fill();
        Tape tape = new Tape();
        Recognizer.Output seen = recognizer.apply(tape, batch);
        Tensor<double[]> loss = EnhancedCtcLoss.record(tape, seen.features(), seen.logits(),
                Tensor.constant(Shape.of(WordLine.CLASSES, Recognizer.FEATURES), centers), batch.labels(), batch.lengths(),
                EnhancedCtcLoss.Options.defaults().withCenterWeight(weight)).loss();
        return train("CTC and centres", steps, learningRate, tape, loss);
    }

    private double train(String task, int steps, double learningRate, Tape tape, Tensor<?> loss) {
        Adam adam = new Adam(Adam.Options.defaults().withLearningRate(learningRate), recognizer.parameters());
        double sum = 0;
        int summed = Math.max(1, steps / 10);
        try (Progress progress = new Progress(task, steps, "steps")) {
            for (int step = 0; step < steps; step++) {
                fill();
                tape.replay();
                adam.zeroGrad();
                tape.backward(loss);
                GradientClipping.clipNorm(recognizer.parameters(), LONGEST_GRADIENT);
                adam.learningRate(learningRate * (1 - 0.9 * step / steps));
                adam.step();
                sum += step >= steps - summed ? loss.item() : 0;
                progress.advance(1);
            }
        }
        return sum / summed;
    }

    private void fill() {
        for (int item = 0; item < BATCH; item++) {
            batch.set(item, lines.get(random.nextInt(lines.size())));
        }
    }

    /** What the recogniser reads: the best of a beam. */
    List<CtcReading> read(List<WordLine> lines) {
        List<CtcReading> readings = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += BATCH) {
            int n = Math.min(BATCH, lines.size() - from);
            for (int item = 0; item < n; item++) {
                batch.set(item, lines.get(from + item));
            }
            reading.replay();
            CtcDecoder.beam(output.logits(), frames(), CtcDecoder.Options.defaults()).subList(0, n)
                    .forEach(best -> readings.add(best.getFirst()));
        }
        return readings;
    }

    /** The centres of lines that are read rightly. */
    CenterAverages centers(int batches) {
        CenterAverages averages = new CenterAverages(WordLine.CLASSES, Recognizer.FEATURES);
        for (int i = 0; i < batches; i++) {
            fill();
            reading.replay();
            averages.add(output.features(), CtcDecoder.greedy(output.logits(), frames(), 0), batch.labels(), batch.lengths());
        }
        return averages;
    }

    private static int[] frames() {
        int[] frames = new int[BATCH];
        Arrays.fill(frames, Recognizer.FRAMES);
        return frames;
    }
}
