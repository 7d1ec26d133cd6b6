/**
 * Comparison of gradients with differences of values: {@link dev.lanegrad.autograd.check.GradCheck}, for the library's operations
 * and for your own.
 */
package dev.lanegrad.autograd.check;
