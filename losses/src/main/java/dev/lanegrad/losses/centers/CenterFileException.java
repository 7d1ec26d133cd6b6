package dev.lanegrad.losses.centers;

import java.io.IOException;

/** A centre file that is malformed, hostile, or does not fit the centres that it is loaded into. */
public final class CenterFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offset in the file where there is one
     */
    public CenterFileException(String message) {
        super(message);
    }
}
