package dev.lanegrad.examples.page;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.examples.Progress;
import dev.lanegrad.losses.PseLoss;
import java.util.Arrays;
import java.util.List;

/**
 * Raw maps {@code [1, 1 + kernels, side, side]} that learn a page by heart: no network, the maps themselves are what
 * Adam moves, from zeros on. They have a quarter of the page's resolution; the loss sees them enlarged.
 */
final class MapFit {

    private static final int REPORTS = 10;

    private final int side;
    private final Tensor<float[]> maps;
    private final Tape tape = new Tape();
    private final PseLoss.Values<float[]> values;
    private final Adam optimizer;

    /** What the loss says at one step. */
    record State(double loss, double text, double kernels, double textIou, double kernelIou) {
    }

    /** Is told how the fit goes. */
    interface Listener {
        void report(int step, State state);
    }

    MapFit(PageTargets targets, double learningRate) {
        side = targets.size() / 4;
        Shape shape = Shape.of(1, 1 + PageTargets.KERNELS, side, side);
        maps = Tensor.parameter(shape, new float[shape.size()]);
        values = PseLoss.record(tape, maps, targets.text(), targets.kernels(), targets.trainingMask(),
                PseLoss.Options.defaults());
        optimizer = new Adam(Adam.Options.defaults().withLearningRate(learningRate), List.of(maps));
    }

    /** Descends and reports at the start and about ten times on the way. */
    void run(int steps, Listener listener) {
        listener.report(0, state());
        int every = Math.max(1, steps / REPORTS);
        for (int done = 0; done < steps; ) {
            int target = Math.min(steps, done + every);
            try (Progress progress = new Progress("steps to " + target, target - done, "steps")) {
                for (; done < target; done++) {
                    optimizer.zeroGrad();
                    tape.backward(values.loss());
                    optimizer.step();
                    tape.replay();
                    progress.advance(1);
                }
            }
            listener.report(done, state());
        }
    }

    private State state() {
        return new State(values.loss().item(), values.lossText().item(), values.lossKernels().item(),
                values.iouText().item(), values.iouKernel().item());
    }

    /** The maps of the text and of the smallest kernel as probabilities. */
    PagePicture.Maps probabilities() {
        return new PagePicture.Maps(probabilities(0), probabilities(PageTargets.KERNELS));
    }

    private float[] probabilities(int channel) {
        float[] map = Arrays.copyOfRange(maps.data(), channel * side * side, (channel + 1) * side * side);
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (1 / (1 + Math.exp(-map[i])));
        }
        return map;
    }
}
