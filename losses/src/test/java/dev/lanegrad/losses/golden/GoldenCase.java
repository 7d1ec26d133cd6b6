package dev.lanegrad.losses.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A case: an operation with parameters and inputs, the outputs that it must give, and the gradients of
 * {@code sum over the objective's outputs of sum(upstream * output)}.
 *
 * @param upstream the upstream gradients by output; an output without one has ones
 */
record GoldenCase(String name, String group, String operation, JsonNode parameters, Precision precision,
        Map<String, NpyArray> inputs, List<Expected> outputs, List<String> objective,
        Map<String, NpyArray> upstream, List<Gradient> gradients) {

    /** The convention that an entry means unless it names another. */
    static final String DEFAULT_VARIANT = "";

    /** The derivative of clip is 0 on a bound instead of 1. */
    static final String EXCLUSIVE = "exclusive";

    /** The element type that the operation runs in. */
    enum Precision { FLOAT32, FLOAT64 }

    /** {@code |got - want| <= absolute + relative * |want|}. */
    record Tolerance(double relative, double absolute) {
        static final Tolerance EXACT = new Tolerance(0, 0);
    }

    /**
     * An array that must come out.
     *
     * @param type the element type that a tensor must have; in a {@code float} case not always the stored one
     */
    record Expected(String name, String type, int[] dims, double[] values, Tolerance tolerance) {
    }

    /** The gradient of the input that {@code expected} names, by a convention. */
    record Gradient(String variant, Expected expected) {
    }

    /** The conventions that the case holds gradients for, the default first. */
    Set<String> variants() {
        Set<String> variants = new TreeSet<>(Set.of(DEFAULT_VARIANT));
        gradients.forEach(gradient -> variants.add(gradient.variant()));
        return variants;
    }

    List<Expected> gradients(String variant) {
        return gradients.stream().filter(g -> g.variant().equals(variant)).map(Gradient::expected).toList();
    }

    /** The parameters under a convention. */
    Params params(String variant) {
        ObjectNode params = parameters.deepCopy();
        switch (variant) {
            case DEFAULT_VARIANT -> { }
            case EXCLUSIVE -> params.put("inclusive", false);
            default -> throw new IllegalArgumentException(name + ": unknown variant " + variant);
        }
        return new Params(params);
    }
}
