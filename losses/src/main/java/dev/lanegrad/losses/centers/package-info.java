/** Files of class centres: PaddleOCR's pickles, read without running anything that they name, and how they are made. */
package dev.lanegrad.losses.centers;
