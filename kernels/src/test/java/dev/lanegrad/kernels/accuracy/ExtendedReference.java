package dev.lanegrad.kernels.accuracy;

/**
 * The elementary functions to about 2^-65 relative, as an unevaluated sum {@link #high} + {@link #low}, to measure double
 * results by. Not thread-safe: an object holds its last result.
 *
 * <p>All rests on exp(x) - 1 by its series, whose first terms are carried in two doubles; logarithms are one Newton step
 * from {@link StrictMath}, whose result need only be good to about 2^-40. Every result is multiplied by 2^lift, a parameter
 * that keeps results near the ends of the range of double away from them.
 */
final class ExtendedReference {

    private static final double LN2_A = 0x1.62e42feep-1;
    private static final double LN2_B = 0x1.a39ef357p-33;
    private static final double LN2_C = 0x1.278ece600fcbep-66;

    /** The series of (e^r - 1 - r - ... ) from 1/6! r^6 on is carried in plain doubles. */
    private static final int PLAIN_FROM = 7;
    private static final int LAST = 20;
    private static final double[] INVERSE_FACTORIAL = new double[LAST + 1];
    private static final double[] INVERSE_FACTORIAL_REST = new double[LAST + 1];

    static {
        double factorial = 1;
        for (int n = 1; n <= LAST; n++) {
            factorial *= n; // exact up to 22!
            INVERSE_FACTORIAL[n] = 1 / factorial;
            INVERSE_FACTORIAL_REST[n] = Math.fma(-INVERSE_FACTORIAL[n], factorial, 1) / factorial;
        }
    }

    double high;
    double low;

    /** The power of two that belongs to the result of {@link #reducedExpm1}. */
    private int exponent;

    void exp(double x, int lift) {
        reducedExpm1(x);
        addTo(1);
        scale(exponent + lift);
    }

    void expm1(double x, int lift) {
        reducedExpm1(x);
        if (exponent == 0) {
            scale(lift);
            return;
        }
        scale(exponent + lift);
        double power = Math.scalb(1.0, exponent + lift);
        double h = high;
        double l = low;
        set(power, -Math.scalb(1.0, lift));
        add(h, l);
    }

    void log(double x, int lift) {
        double y = StrictMath.log(x);
        reducedExpm1(-y);
        double m = Math.scalb(x, exponent);
        // x e^-y - 1
        multiply(m, 0);
        addTo(m - 1);
        newton(y, lift);
    }

    void log1p(double x, int lift) {
        double y = StrictMath.log1p(x);
        reducedExpm1(-y);
        double e = high;
        double f = low;
        set(1, x);
        double h = Math.scalb(high, exponent);
        double l = Math.scalb(low, exponent);
        // (1 + x) e^-y - 1
        high = e;
        low = f;
        multiply(h, l);
        addTo(h - 1);
        addTo(l);
        newton(y, lift);
    }

    /** y + log(1 + w) for the tiny w = high + low. */
    private void newton(double y, int lift) {
        double w = high;
        low -= 0.5 * w * w;
        add(y, 0);
        scale(lift);
    }

    void tanh(double x, int lift) {
        expm1(2 * Math.min(Math.abs(x), 30), 0);
        double h = high;
        double l = low;
        addTo(2);
        divide(h, l, high, low);
        scale(lift);
        if (x < 0) {
            high = -high;
            low = -low;
        }
    }

    void sigmoid(double x, int lift) {
        exp(-Math.abs(x), 0);
        addTo(1);
        double h = high;
        double l = low;
        if (x < 0) {
            exp(x, lift);
            divide(high, low, h, l);
        } else {
            divide(Math.scalb(1.0, lift), 0, h, l);
        }
    }

    void softplus(double x, int lift) {
        exp(-Math.abs(x), 0);
        if (high > 0x1p-70) {
            double h = high;
            double l = low;
            log1p(h, 0);
            add(l / (1 + h), 0);
            scale(lift);
        } else {
            // log(1 + e) is e to 2^-71.
            exp(-Math.abs(x), lift);
        }
        if (x > 0) {
            add(Math.scalb(x, lift), 0);
        }
    }

    void logSigmoid(double x, int lift) {
        softplus(-x, lift);
        high = -high;
        low = -low;
    }

    /** e^x = 2^exponent (1 + high + low). */
    private void reducedExpm1(double argument) {
        double x = Math.clamp(argument, -1000.0, 750.0);
        double k = Math.rint(x * 1.4426950408889634);
        exponent = (int) k;
        set(Math.fma(-k, LN2_A, x), -k * LN2_B);
        low = Math.fma(-k, LN2_C, low);
        double r = high;
        double s = low;
        double plain = INVERSE_FACTORIAL[LAST];
        for (int n = LAST - 1; n >= PLAIN_FROM; n--) {
            plain = Math.fma(plain, r, INVERSE_FACTORIAL[n]);
        }
        high = plain;
        low = 0;
        for (int n = PLAIN_FROM - 1; n >= 1; n--) {
            multiply(r, s);
            add(INVERSE_FACTORIAL[n], INVERSE_FACTORIAL_REST[n]);
        }
        multiply(r, s);
    }

    /** The exact sum of two doubles of any order. */
    private void set(double a, double b) {
        double sum = a + b;
        double rounded = sum - a;
        low = (a - (sum - rounded)) + (b - rounded);
        high = sum;
    }

    private void addTo(double a) {
        add(a, 0);
    }

    /** Adds a + b, where b is the lesser part by far. */
    private void add(double a, double b) {
        double l = low + b;
        set(high, a);
        l += low;
        set(high, l);
    }

    private void multiply(double a, double b) {
        double product = high * a;
        double rest = Math.fma(high, a, -product) + Math.fma(high, b, low * a);
        set(product, rest);
    }

    private void divide(double a, double b, double c, double d) {
        double quotient = a / c;
        double rest = Math.fma(-quotient, c, a) + Math.fma(-quotient, d, b);
        set(quotient, rest / c);
    }

    private void scale(int power) {
        high = Math.scalb(high, power);
        low = Math.scalb(low, power);
    }
}
