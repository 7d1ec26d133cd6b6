/**
 * The differentiable operations: {@link dev.lanegrad.autograd.ops.Ops} records them, and each has a file of its own with
 * the forward pass and, right below it, the backward pass.
 */
package dev.lanegrad.autograd.ops;
