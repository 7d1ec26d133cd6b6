package dev.lanegrad.losses.centers;

import dev.lanegrad.losses.centers.NumpyObjects.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle and the position in them. Every length is checked against what is left before it is used. */
final class PickleInput {

    private final byte[] bytes;
    private int position;

    /** The position of the opcode that is being executed, for messages. */
    private int opcodeAt;

    PickleInput(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    int remaining() {
        return bytes.length - position;
    }

    CenterFileException failure(String reason) {
        return new CenterFileException("at offset " + opcodeAt + ": " + reason);
    }

    int opcode() throws CenterFileException {
        opcodeAt = position;
        if (position == bytes.length) {
            throw failure("the file ends before the pickle does");
        }
        return bytes[position++] & 0xFF;
    }

    int unsignedByte() throws CenterFileException {
        return bytes[take(1)] & 0xFF;
    }

    int unsignedShort() throws CenterFileException {
        int at = take(2);
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    int signedInt() throws CenterFileException {
        int at = take(4);
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    long unsignedInt() throws CenterFileException {
        return signedInt() & 0xFFFF_FFFFL;
    }

    /** A length of 8 bytes; one of 2^63 or more shows as negative and is refused where it is used. */
    long length64() throws CenterFileException {
        long low = unsignedInt();
        return low | unsignedInt() << 32;
    }

    double bigEndianDouble() throws CenterFileException {
        return ByteBuffer.wrap(bytes, take(8), 8).getDouble();
    }

    /** The next {@code n} bytes, where they are. */
    Bytes slice(long n) throws CenterFileException {
        return new Bytes(bytes, take(n), (int) n);
    }

    /** Whether bytes are the file's own. */
    boolean holds(Bytes data) {
        return data.array() == bytes;
    }

    int position() {
        return position;
    }

    void skip(int n) {
        position += n;
    }

    String utf8(long n) throws CenterFileException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, take(n), (int) n));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw failure("the text is not UTF-8");
        }
    }

    /** The rest of the line, which must end with a line feed, as Latin-1. */
    String line() throws CenterFileException {
        int end = position;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            throw failure("the line does not end");
        }
        String text = new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
        position = end + 1;
        return text;
    }

    private int take(long n) throws CenterFileException {
        if (n < 0 || n > remaining()) {
            throw failure("a length of " + Long.toUnsignedString(n) + " bytes, but " + remaining() + " are left");
        }
        int start = position;
        position += (int) n;
        return start;
    }
}
