package dev.lanegrad.losses.centers;

import dev.lanegrad.losses.centers.NumpyObjects.Bytes;
import dev.lanegrad.losses.centers.NumpyObjects.Dtype;

/** The numbers and texts of a pickle, as its opcodes write them. */
final class PickleLiterals {

    private final PickleInput in;

    PickleLiterals(PickleInput in) {
        this.in = in;
    }

    Object integerOrBoolean(String text) throws CenterFileException {
        if (text.equals("00") || text.equals("01")) {
            return text.equals("01");
        }
        requireShort(text);
        String digits = text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw in.failure("'" + abbreviated(text) + "' is not an integer of 64 bits");
        }
    }

    /** An exception about a number quotes it, and copies of millions of digits are not worth their memory. */
    private void requireShort(String number) throws CenterFileException {
        if (number.length() > 64) {
            throw in.failure("'" + abbreviated(number) + "' is too long for a number");
        }
    }

    Object integer(Bytes littleEndian) throws CenterFileException {
        int n = littleEndian.length();
        if (n > Long.BYTES) {
            throw in.failure("an integer of " + n + " bytes has more than 64 bits");
        }
        return n == 0 ? 0L : Dtype.ofOpcode('i', n).integer(littleEndian.array(), littleEndian.offset());
    }

    /** The number of a memo. */
    long memo(String text) throws CenterFileException {
        if (!text.matches("[0-9]{1,18}")) {
            throw in.failure("'" + abbreviated(text) + "' is not the number of a memo");
        }
        return Long.parseLong(text);
    }

    byte[] latin1(String text) throws CenterFileException {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) > 0xFF) {
                throw in.failure("the text is not latin1");
            }
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    Double decimal(String text) throws CenterFileException {
        requireShort(text);
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw in.failure("'" + abbreviated(text) + "' is not a number");
        }
    }

    String rawUnicodeEscape(String line) throws CenterFileException {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escape = c == '\\' && i + 1 < line.length()
                    && (line.charAt(i + 1) == 'u' || line.charAt(i + 1) == 'U');
            if (!escape) {
                text.append(c);
                continue;
            }
            int digits = line.charAt(i + 1) == 'u' ? 4 : 8;
            String hex = line.substring(i + 2, Math.min(line.length(), i + 2 + digits));
            if (!hex.matches("[0-9a-fA-F]{" + digits + "}") || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
                throw in.failure("a malformed unicode escape");
            }
            text.appendCodePoint(Integer.parseInt(hex, 16));
            i += 1 + digits;
        }
        return text.toString();
    }

    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
