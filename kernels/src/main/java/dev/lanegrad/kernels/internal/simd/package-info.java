/** The SIMD kernels: the only package that imports the Vector API. Not part of the API. */
package dev.lanegrad.kernels.internal.simd;
