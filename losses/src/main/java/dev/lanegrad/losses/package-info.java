/**
 * Losses as differentiable graph nodes. Each class states its formula, shapes, reduction and the source that it
 * follows, with the quirks that are kept on purpose.
 */
package dev.lanegrad.losses;
