/**
 * Optimisers and gradient clipping. They work on parameters outside the tape and allocate nothing per step:
 *
 * {@snippet :
 * Optimizer optimizer = new Adam(Adam.Options.defaults(), List.of(w1, b1, w2, b2));
 * for (...) {
 *     optimizer.zeroGrad();
 *     tape.backward(loss);
 *     optimizer.step();
 * }
 * }
 */
package dev.lanegrad.autograd.optim;
