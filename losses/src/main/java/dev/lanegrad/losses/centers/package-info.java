/** Files of class centres: the pickles that PaddleOCR writes, read without running anything that they name. */
package dev.lanegrad.losses.centers;
