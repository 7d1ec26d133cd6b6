/** Tensors over flat arrays, a tape that differentiates and replays, operations, optimisers, and a gradient check. */
module dev.lanegrad.autograd {
    requires transitive dev.lanegrad.kernels;
    requires static org.jetbrains.annotations;

    exports dev.lanegrad.autograd;
    exports dev.lanegrad.autograd.check;
    exports dev.lanegrad.autograd.io;
    exports dev.lanegrad.autograd.ops;
    exports dev.lanegrad.autograd.optim;
}
