package dev.lanegrad.kernels.accuracy;

import dev.lanegrad.kernels.Elementary;
import java.util.function.DoubleUnaryOperator;

/** The functions of {@link Elementary} with what is needed to measure them. */
enum ElementaryFunction {
    EXP("exp", 1, -746, 710, Math::exp),
    EXPM1("expm1", 1, -50, 710, Math::expm1),
    LOG("log", 1, 0, 4, Math::log),
    LOG1P("log1p", 1, -1, 4, Math::log1p),
    TANH("tanh", 1, -22, 22, Math::tanh),
    SIGMOID("sigmoid", 2, -746, 40, x -> 1 / (1 + Math.exp(-x))),
    LOG_SIGMOID("logSigmoid", 2, -40, 746, x -> -softplus(-x)),
    SOFTPLUS("softplus", 2, -746, 40, ElementaryFunction::softplus);

    final String kernel;
    /** The largest error that is allowed, in ULP. */
    final double bound;
    /** Where the function is neither constant nor its argument, roughly; for double. */
    final double from;
    final double to;
    /** Good to 2^-50 relative: for results in float that is 10^-8 ULP. */
    final DoubleUnaryOperator reference;

    ElementaryFunction(String kernel, double bound, double from, double to, DoubleUnaryOperator reference) {
        this.kernel = kernel;
        this.bound = bound;
        this.from = from;
        this.to = to;
        this.reference = reference;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    <A> void apply(Elementary<A> kernels, int n, A x, A y) {
        switch (this) {
            case EXP -> kernels.exp(n, x, 0, y, 0);
            case EXPM1 -> kernels.expm1(n, x, 0, y, 0);
            case LOG -> kernels.log(n, x, 0, y, 0);
            case LOG1P -> kernels.log1p(n, x, 0, y, 0);
            case TANH -> kernels.tanh(n, x, 0, y, 0);
            case SIGMOID -> kernels.sigmoid(n, x, 0, y, 0);
            case LOG_SIGMOID -> kernels.logSigmoid(n, x, 0, y, 0);
            case SOFTPLUS -> kernels.softplus(n, x, 0, y, 0);
        }
    }

    void apply(ExtendedReference reference, double x, int lift) {
        switch (this) {
            case EXP -> reference.exp(x, lift);
            case EXPM1 -> reference.expm1(x, lift);
            case LOG -> reference.log(x, lift);
            case LOG1P -> reference.log1p(x, lift);
            case TANH -> reference.tanh(x, lift);
            case SIGMOID -> reference.sigmoid(x, lift);
            case LOG_SIGMOID -> reference.logSigmoid(x, lift);
            case SOFTPLUS -> reference.softplus(x, lift);
        }
    }
}
