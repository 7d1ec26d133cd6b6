package dev.lanegrad.losses.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters of a case. Remembers which ones an adapter has asked for, so that a parameter that nobody honours is
 * an error instead of a silent difference.
 */
final class Params {

    private final JsonNode values;
    private final Set<String> read = new HashSet<>();

    Params(JsonNode values) {
        this.values = values;
    }

    double number(String name) {
        return value(name, "a number", JsonNode::isNumber).doubleValue();
    }

    double number(String name, double ifAbsent) {
        return has(name) ? number(name) : ifAbsent;
    }

    int integer(String name) {
        return value(name, "an integer", Params::isInteger).intValue();
    }

    int integer(String name, int ifAbsent) {
        return has(name) ? integer(name) : ifAbsent;
    }

    boolean flag(String name, boolean ifAbsent) {
        return has(name) ? value(name, "a boolean", JsonNode::isBoolean).booleanValue() : ifAbsent;
    }

    String text(String name, String ifAbsent) {
        return has(name) ? value(name, "a string", JsonNode::isTextual).textValue() : ifAbsent;
    }

    /** A list of integers; empty if the parameter is absent or null, which differs from a list without elements. */
    Optional<int[]> integers(String name) {
        if (!has(name) || values.get(name).isNull()) {
            return Optional.empty();
        }
        JsonNode list = value(name, "a list of integers or null",
                v -> v.isArray() && v.valueStream().allMatch(Params::isInteger));
        return Optional.of(list.valueStream().mapToInt(JsonNode::intValue).toArray());
    }

    /** The parameters that nobody has asked for. */
    List<String> unread() {
        return values.propertyStream().map(Map.Entry::getKey).filter(name -> !read.contains(name)).sorted().toList();
    }

    private boolean has(String name) {
        read.add(name);
        return values.has(name);
    }

    private JsonNode value(String name, String what, Predicate<JsonNode> rule) {
        if (!has(name)) {
            throw new IllegalArgumentException("the case lacks the parameter " + name);
        }
        JsonNode value = values.get(name);
        if (!rule.test(value)) {
            throw new IllegalArgumentException("parameter " + name + " = " + value + " must be " + what);
        }
        return value;
    }

    private static boolean isInteger(JsonNode value) {
        return value.isNumber() && value.doubleValue() == value.intValue();
    }
}
