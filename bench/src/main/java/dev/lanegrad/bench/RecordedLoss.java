package dev.lanegrad.bench;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Workers;
import java.util.function.BiFunction;

/** A recorded loss of one thread, with the gradient of its input. */
record RecordedLoss(Tensor<float[]> input, Tape tape, Tensor<float[]> loss) {

    static RecordedLoss of(Tensor<float[]> input, BiFunction<Tape, Tensor<float[]>, Tensor<float[]>> loss) {
        Tape tape = new Tape(Workers.single());
        return new RecordedLoss(input, tape, loss.apply(tape, input));
    }

    /** Computes the loss and the gradient anew. */
    double run() {
        input.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /** Compares both with those of plain loops. */
    void require(String what, double byLoops, float[] gradient) {
        Agreement.require(what + ", loops", run(), byLoops, 1e-5);
        Agreement.require(what + ", gradient, loops", input.grad(), gradient, 1e-4);
    }
}
