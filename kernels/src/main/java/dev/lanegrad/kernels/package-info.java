/**
 * Numeric kernels over flat arrays. {@link dev.lanegrad.kernels.Kernels} is the entry point; its families are
 * small interfaces that state formula, argument order, special values and order of summation.
 */
package dev.lanegrad.kernels;
