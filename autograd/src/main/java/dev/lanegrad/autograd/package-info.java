/**
 * Tensors and the tape. A first pass through the user's code records {@link dev.lanegrad.autograd.Node nodes} on a
 * {@link dev.lanegrad.autograd.Tape}; further steps write new data into the same arrays and replay them.
 */
package dev.lanegrad.autograd;
