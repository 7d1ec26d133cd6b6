package dev.lanegrad.bench.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** What readers call families and tasks, and why some comparisons end as they do: two files of text beside this class. */
final class Titles {

    private static final Properties TITLES = properties("titles.properties");
    private static final Properties REASONS = properties("reasons.properties");

    private Titles() {
    }

    private static Properties properties(String name) {
        try (var reader = new InputStreamReader(Titles.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The title of a family, or the words of its class name. */
    static String family(String family) {
        return TITLES.getProperty(family, words(family));
    }

    /** The title of a task, or the words of its method. */
    static String task(Task task) {
        return TITLES.getProperty(task.key(), words(task.name()));
    }

    private static String words(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Why a task is not faster than an implementation: the reason for both, or for the task. */
    static Optional<String> reason(Task own, Implementation other) {
        return Optional.ofNullable(REASONS.getProperty(own.key() + other.suffix(), REASONS.getProperty(own.key())));
    }
}
