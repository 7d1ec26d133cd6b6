/** The portable kernels, and the choice between them and SIMD. Not part of the API. */
package dev.lanegrad.kernels.internal;
