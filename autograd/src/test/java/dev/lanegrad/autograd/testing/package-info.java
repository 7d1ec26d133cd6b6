/**
 * One registry of operations for all general tests: an {@link dev.lanegrad.autograd.testing.OpCase} says how an operation is
 * recorded, on which random inputs, and what it refuses; {@link dev.lanegrad.autograd.testing.OpCaseTests} does the rest. Published
 * as a test jar, so that losses are tested in the same way.
 */
package dev.lanegrad.autograd.testing;
