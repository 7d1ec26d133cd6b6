package dev.lanegrad.losses;

import dev.lanegrad.autograd.testing.AllocationTests;
import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;

/** Every loss, by the registry. */
class LossesAllocationTest extends AllocationTests {

    @Override
    protected List<OpCase> cases() {
        return LossCases.all();
    }
}
