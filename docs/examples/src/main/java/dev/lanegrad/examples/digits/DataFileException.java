package dev.lanegrad.examples.digits;

import java.io.IOException;

/** A data file is missing or not what was expected; the message is one line that names the file and the expectation. */
final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    DataFileException(String message) {
        super(message);
    }
}
