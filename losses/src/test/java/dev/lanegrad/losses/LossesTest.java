package dev.lanegrad.losses;

import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCaseTests;
import java.util.List;

/** Every loss, by the registry that tests operations. */
class LossesTest extends OpCaseTests {

    @Override
    protected List<OpCase> cases() {
        return LossCases.all();
    }
}
