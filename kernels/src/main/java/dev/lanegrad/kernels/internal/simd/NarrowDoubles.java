package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.Backends;
import java.util.Locale;
import jdk.incubator.vector.DoubleVector;

/**
 * Registers of two doubles on x86, which old processors have, and newer ones under {@code -XX:MaxVectorSize=16}. C2 has no masks of two
 * lanes there (a mask in memory would take two bytes, and four are the fewest that it loads), so each comparison makes objects, and a kernel
 * with one takes 5 to 30 times as long as the portable one. Those machines get the portable kernels for {@code double[]}, with the same bits.
 */
final class NarrowDoubles {

    private NarrowDoubles() {
    }

    /** Whether this machine has them, and the user has not demanded SIMD. */
    static boolean areAvoided() {
        return areAvoided(DoubleVector.SPECIES_PREFERRED.length(), System.getProperty("os.arch", ""),
                System.getProperty(Backends.MODE_PROPERTY, "auto"));
    }

    static boolean areAvoided(int lanes, String architecture, String mode) {
        boolean avoided = lanes == 2 && architecture.equals("amd64") && !mode.toLowerCase(Locale.ROOT).equals("simd");
        if (avoided) {
            System.getLogger("dev.lanegrad.kernels").log(System.Logger.Level.WARNING,
                    "kernels for double[]: PORTABLE, because registers of two doubles have no masks on this processor; -D"
                            + Backends.MODE_PROPERTY + "=simd overrules");
        }
        return avoided;
    }
}
