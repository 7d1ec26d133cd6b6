package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCaseTests;
import java.util.List;

/** Every operation of this module, by one registry. */
class OpsTest extends OpCaseTests {

    @Override
    protected List<OpCase> cases() {
        return OpCases.all();
    }
}
