package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import java.util.Arrays;

/** Reads the tokens that the headers of all formats are made of: punctuation, strings, words and sizes. */
final class Scanner {

    private static final int MOST_AXES = 64;

    private final String source;
    private final String text;
    private int position;

    Scanner(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** An error at the present position. */
    FileFormatException problem(String what) {
        return new FileFormatException(source, what + ", before position " + position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    /** Takes a character if it is the next one. */
    boolean accept(char c) {
        skipSpace();
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    /** Takes a character that must be the next one. */
    void expect(char c) throws FileFormatException {
        if (!accept(c)) {
            throw problem(position == text.length()
                    ? "ends where '" + c + "' is expected"
                    : "has '" + text.charAt(position) + "' where '" + c + "' is expected");
        }
    }

    void expectEnd() throws FileFormatException {
        skipSpace();
        if (position < text.length()) {
            throw problem("goes on after its end");
        }
    }

    /** Takes one of several words. */
    String oneOf(String... words) throws FileFormatException {
        skipSpace();
        for (String word : words) {
            if (text.startsWith(word, position)) {
                position += word.length();
                return word;
            }
        }
        throw problem("needs one of " + Arrays.toString(words));
    }

    /** Takes a string between two equal quotes of the given kinds, with the escapes of JSON. */
    String string(char... quotes) throws FileFormatException {
        skipSpace();
        char quote = position < text.length() ? text.charAt(position) : 0;
        if (quote == 0 || new String(quotes).indexOf(quote) < 0) {
            throw problem("needs a string");
        }
        position++;
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == quote) {
                return value.toString();
            }
            if (c < ' ') {
                throw problem("has a control character in a string");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw problem("ends within a string");
    }

    private char escaped() throws FileFormatException {
        char c = position < text.length() ? text.charAt(position++) : 0;
        return switch (c) {
            case '"', '\\', '/', '\'' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw problem("has an unknown escape in a string");
        };
    }

    private char hexadecimal() throws FileFormatException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < text.length() ? Character.digit(text.charAt(position++), 16) : -1;
            if (digit < 0) {
                throw problem("has an incomplete \\u escape in a string");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** Takes a whole number that is not negative, without leading zeros. */
    long size() throws FileFormatException {
        skipSpace();
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        String digits = text.substring(start, position);
        if (digits.isEmpty() || digits.length() > 1 && digits.startsWith("0")) {
            throw problem("needs a whole number that is not negative");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw problem("has the number " + digits + ", which exceeds 64 bits");
        }
    }

    /** Takes a shape, written as a Python tuple or as a JSON list; the number of its elements fits an {@code int}. */
    Shape shape(boolean tuple) throws FileFormatException {
        long[] sizes = sizes(tuple);
        long product = 1;
        for (long size : sizes) {
            product = size > Integer.MAX_VALUE ? Long.MAX_VALUE : product * size;
            if (product > Integer.MAX_VALUE) {
                throw problem("has the shape " + Arrays.toString(sizes) + " with more than 2^31 - 1 elements");
            }
        }
        return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
    }

    /** Takes sizes between brackets: a Python tuple such as {@code (3,)} or a JSON list such as {@code [3]}. */
    long[] sizes(boolean tuple) throws FileFormatException {
        char close = tuple ? ')' : ']';
        long[] sizes = new long[MOST_AXES];
        int count = 0;
        boolean comma = true;
        expect(tuple ? '(' : '[');
        while (!next(close)) {
            if (!comma) {
                throw problem("needs a comma between sizes");
            }
            if (count == MOST_AXES) {
                throw problem("has more than " + MOST_AXES + " sizes");
            }
            sizes[count++] = size();
            comma = accept(',');
        }
        expect(close);
        // A comma tells a tuple of one from a number in brackets; a list has none before its end.
        if (count > 0 && (tuple ? count == 1 && !comma : comma)) {
            throw problem("has sizes with a comma too many or too few");
        }
        return Arrays.copyOf(sizes, count);
    }

    private boolean next(char c) {
        skipSpace();
        return position < text.length() && text.charAt(position) == c;
    }
}
