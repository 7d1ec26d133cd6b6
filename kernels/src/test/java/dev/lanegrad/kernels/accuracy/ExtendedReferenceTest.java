package dev.lanegrad.kernels.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference against decimal arithmetic of 60 digits, which shares nothing with it. */
class ExtendedReferenceTest {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;

    @ParameterizedTest
    @EnumSource
    void isGoodTo2ToTheMinus60(ElementaryFunction function) {
        SplittableRandom random = new SplittableRandom(1);
        ExtendedReference reference = new ExtendedReference();
        for (int i = 0; i < 150; i++) {
            double x = switch (i % 3) {
                case 0 -> Math.max(function.from, -300) + (Math.min(function.to, 300) - Math.max(function.from, -300)) * random.nextDouble();
                case 1 -> Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 40));
                default -> -Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 40));
            };
            if (function == ElementaryFunction.LOG) {
                x = i % 3 == 0 ? Math.abs(x) : 1 + x;
            }
            BigDecimal exact = exact(function, new BigDecimal(x));
            function.apply(reference, x, 0);
            BigDecimal error = new BigDecimal(reference.high).add(new BigDecimal(reference.low)).subtract(exact)
                    .divide(exact, DIGITS).abs();
            String what = function.kernel + "(" + Double.toHexString(x) + "): relative error " + error.doubleValue();
            assertTrue(error.doubleValue() < 0x1p-60, what);
        }
    }

    private static BigDecimal exact(ElementaryFunction function, BigDecimal x) {
        return switch (function) {
            case EXP -> exp(x);
            case EXPM1 -> expm1(x);
            case LOG -> log1p(x.subtract(ONE));
            case LOG1P -> log1p(x);
            case TANH -> {
                BigDecimal e = expm1(x.multiply(TWO));
                yield e.divide(e.add(TWO), DIGITS);
            }
            case SIGMOID -> ONE.divide(ONE.add(exp(x.negate())), DIGITS);
            case LOG_SIGMOID -> log1p(exp(x.negate())).negate();
            case SOFTPLUS -> log1p(exp(x));
        };
    }

    private static BigDecimal exp(BigDecimal x) {
        return expm1(x).add(ONE);
    }

    /** By the series at x / 2^10, doubled by e^2y - 1 = (e^y - 1)(e^y - 1 + 2), with digits to spare. */
    private static BigDecimal expm1(BigDecimal x) {
        MathContext digits = new MathContext(400);
        BigDecimal y = x.divide(BigDecimal.valueOf(1024), digits);
        BigDecimal term = y;
        BigDecimal sum = y;
        for (int n = 2; n < 200 && term.signum() != 0; n++) {
            term = term.multiply(y, digits).divide(BigDecimal.valueOf(n), digits);
            sum = sum.add(term, digits);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.multiply(sum.add(TWO), digits);
        }
        return sum;
    }

    /** The inverse of expm1, by Newton's method from a double. */
    private static BigDecimal log1p(BigDecimal x) {
        double start = Math.log1p(x.doubleValue());
        BigDecimal y = new BigDecimal(Double.isInfinite(start) || start == 0 ? x.doubleValue() : start);
        for (int i = 0; i < 3; i++) {
            BigDecimal e = expm1(y.negate());
            y = y.add(x.add(e).add(x.multiply(e)), new MathContext(200));
        }
        return y;
    }
}
