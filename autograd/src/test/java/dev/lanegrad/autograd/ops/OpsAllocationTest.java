package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.testing.AllocationTests;
import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;

/** Every operation of this module, by the registry. */
class OpsAllocationTest extends AllocationTests {

    @Override
    protected List<OpCase> cases() {
        return OpCases.all();
    }
}
