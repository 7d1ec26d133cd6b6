package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

class IouTest {

    private static final Shape SHAPE = Shape.of(2, 3);

    private final Tape tape = new Tape();
    private final Tensor<double[]> target = Tensor.constant(SHAPE, 0, 1, 0, 1, 1, 0.0);
    private final Tensor<double[]> mask = Tensor.constant(SHAPE, 1, 1, 1, 1, 1, 0.5);
    private final int[] prediction = {0, 1, 1, 0, 1, 0};

    private Tensor<double[]> iou(int classes, Reduction reduction) {
        return Iou.record(tape, prediction, target, mask, classes, reduction);
    }

    /** Item 0: one of two pixels in each class. Item 1, without its last pixel: none of one, and one of two. */
    @Test
    void meanOverTheClassesOfEachItem() {
        Tensor<double[]> items = iou(2, Reduction.NONE);
        assertEquals(Shape.of(2), items.shape());
        assertEquals(0.5, items.data()[0], 1e-6);
        assertEquals(0.25, items.data()[1], 1e-6);
        assertEquals(0.375, iou(2, Reduction.MEAN).item(), 1e-6);
        assertEquals(0.75, iou(2, Reduction.SUM).item(), 1e-6);
        assertEquals(0.75 * 2 / 3, iou(3, Reduction.SUM).item(), 1e-6, "a third class that nobody has");
        assertFalse(items.requiresGrad());
    }

    @Test
    void aReplayReadsThePredictionAnew() {
        Tensor<double[]> sum = iou(2, Reduction.SUM);
        prediction[2] = 0;
        prediction[3] = 1;
        tape.replay();
        assertEquals(1 + 0.5, sum.item(), 1e-5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals("Iou: prediction [5] and mask [2, 3] must have the shape of target [2, 3] of at least one axis; nothing is broadcast",
                assertThrows(IllegalArgumentException.class,
                        () -> Iou.record(tape, new int[5], target, mask, 2, Reduction.MEAN)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> Iou.record(tape, new int[6], target, Tensor.constant(Shape.of(6), new double[6]), 2, Reduction.MEAN));
        assertThrows(IllegalArgumentException.class, () -> Iou.record(tape, new int[1], Tensor.constant(Shape.of(), 1.0),
                Tensor.constant(Shape.of(), 1.0), 2, Reduction.MEAN));
        assertEquals("Iou: classes = 0 must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> iou(0, Reduction.MEAN)).getMessage());
        assertEquals(0, tape.size());
    }
}
