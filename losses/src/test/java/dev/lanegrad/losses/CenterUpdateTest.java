package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CenterUpdate.Rule;
import org.junit.jupiter.api.Test;

class CenterUpdateTest {

    private final Tensor<float[]> x = Tensor.constant(Shape.of(3, 2), 1f, 2f, 3f, 6f, -1f, 0.5f);
    private final Tensor<float[]> c = Tensor.parameter(Shape.of(3, 2), 0f, 0f, 7f, 7f, 1f, 1f);
    private final int[] labels = {0, 0, 2};

    @Test
    void aFullStepOfTheClassMeanReachesTheMean() {
        new CenterUpdate<>(c, Rule.CLASS_MEAN, 1).apply(x, labels);
        assertArrayEquals(new float[] {2, 4, 7, 7, -1, 0.5f}, c.data());
    }

    @Test
    void thePapersRuleDividesByOneMore() {
        new CenterUpdate<>(c, Rule.ECCV_2016, 0.5).apply(x, labels);
        assertArrayEquals(new float[] {2 / 3f, 4 / 3f, 7, 7, 0.5f, 0.875f}, c.data(), 1e-6f);
    }

    @Test
    void rowsWithoutClassMoveNothing() {
        CenterUpdate<float[]> update = new CenterUpdate<>(c, Rule.CLASS_MEAN, 1);
        update.apply(x, new int[] {-1, 2, -1});
        assertArrayEquals(new float[] {0, 0, 7, 7, 3, 6}, c.data());
    }

    @Test
    void badArgumentsAreNamedAndMoveNothing() {
        CenterUpdate<float[]> update = new CenterUpdate<>(c, Rule.CLASS_MEAN, 1);
        assertMessage("moveCenters: labels[2] = 3 must lie in [0, 3), or be -1 for a row without class",
                () -> update.apply(x, new int[] {0, 0, 3}));
        assertMessage("centerUpdate: labels [2] must have one label for each of the 3 rows of features [3, 2]",
                () -> update.apply(x, new int[2]));
        assertMessage("centerUpdate: centers [3, 2] must be [classes, 3], as wide as features [2, 3]",
                () -> update.apply(Tensor.constant(Shape.of(2, 3), x.data()), new int[2]));
        assertMessage("centerUpdate: alpha = 1.5 must lie in [0, 1]", () -> new CenterUpdate<>(c, Rule.CLASS_MEAN, 1.5));
        assertArrayEquals(new float[] {0, 0, 7, 7, 1, 1}, c.data());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
