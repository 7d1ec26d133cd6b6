package dev.lanegrad.autograd.io;

import java.io.IOException;
import java.io.Serial;

/** Tells that a file does not follow its format, or does not fit what it is loaded into. Names file, field and rule. */
public final class FileFormatException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param source  the file, and the entry in it
     * @param problem the field, its value and the rule
     */
    FileFormatException(String source, String problem) {
        super(source + ": " + problem);
    }
}
