package dev.lanegrad.losses.centers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle and the position in them. Every length is checked against what is left before it is used. */
final class PickleInput {

    private final byte[] bytes;
    private final ByteBuffer whole;
    private int position;

    /** The position of the opcode that is being executed, for messages. */
    private int opcodeAt;

    PickleInput(byte[] bytes) {
        this.bytes = bytes;
        this.whole = ByteBuffer.wrap(bytes);
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
        return littleEndian(take(2), 2).getShort() & 0xFFFF;
    }

    int signedInt() throws CenterFileException {
        return littleEndian(take(4), 4).getInt();
    }

    long unsignedInt() throws CenterFileException {
        return signedInt() & 0xFFFF_FFFFL;
    }

    /** A length of 8 bytes; one of 2^63 or more shows as negative and is refused where it is used. */
    long length64() throws CenterFileException {
        return littleEndian(take(8), 8).getLong();
    }

    double bigEndianDouble() throws CenterFileException {
        return ByteBuffer.wrap(bytes, take(8), 8).getDouble();
    }

    /** A view of the next {@code n} bytes. */
    ByteBuffer slice(long n) throws CenterFileException {
        return whole.slice(take(n), (int) n);
    }

    String utf8(long n) throws CenterFileException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(slice(n));
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

    private ByteBuffer littleEndian(int start, int n) {
        return ByteBuffer.wrap(bytes, start, n).order(ByteOrder.LITTLE_ENDIAN);
    }
}
