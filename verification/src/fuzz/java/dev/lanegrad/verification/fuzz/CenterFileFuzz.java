package dev.lanegrad.verification.fuzz;

import dev.lanegrad.losses.centers.CenterFile;
import dev.lanegrad.losses.centers.CenterFileException;

/** Any bytes as a file of centres, for 3 classes of 2 features. */
public final class CenterFileFuzz {

    private static final int CLASSES = 3;
    private static final int FEATURES = 2;

    private CenterFileFuzz() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        double[] centers = new double[CLASSES * FEATURES];
        Readers.read(bytes, CenterFileException.class, file -> CenterFile.load(file, CLASSES, FEATURES, centers));
    }
}
