package dev.lanegrad.bench.report;

import java.util.Locale;

/** Numbers with units, for readers. */
final class Figures {

    private Figures() {
    }

    /** Seconds in the unit that leaves one to three digits before the point. */
    static String time(double seconds) {
        if (seconds < 1e-6) {
            return Spread.number(seconds * 1e9) + " ns";
        }
        if (seconds < 1e-3) {
            return Spread.number(seconds * 1e6) + " \u00b5s";
        }
        return seconds < 1 ? Spread.number(seconds * 1e3) + " ms" : Spread.number(seconds) + " s";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** A size of memory in powers of two. */
    static String bytes(double bytes) {
        if (bytes < 1024) {
            return Math.round(bytes) + " B";
        }
        double kilo = bytes / 1024;
        return kilo < 1024 ? Spread.number(kilo) + " KB" : kilo < 1 << 20 ? Spread.number(kilo / 1024) + " MB"
                : Spread.number(kilo / (1 << 20)) + " GB";
    }

    /** A rate, in units of 10^9 per second. */
    static String giga(double perSecond) {
        return Spread.number(perSecond / 1e9);
    }
}
