/** Losses as differentiable graph nodes, one class each. */
module dev.lanegrad.losses {
    requires transitive dev.lanegrad.autograd;
    requires static org.jetbrains.annotations;

    exports dev.lanegrad.losses;
    exports dev.lanegrad.losses.centers;
    exports dev.lanegrad.losses.metric;
}
