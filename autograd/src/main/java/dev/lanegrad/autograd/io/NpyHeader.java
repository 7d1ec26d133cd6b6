package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/**
 * The header of an array in NumPy's format: a Python dictionary with the keys {@code descr}, {@code fortran_order} and
 * {@code shape}, each once, in any order.
 *
 * @param type         the type of the elements
 * @param fortranOrder whether the first axis varies fastest
 * @param shape        the shape
 * @param lengthBefore the number of bytes before the data
 */
record NpyHeader(StoredType type, boolean fortranOrder, Shape shape, long lengthBefore) {

    /** The text of a header and the number of bytes up to its end. */
    record Text(String value, long end) {
    }

    static NpyHeader parse(Text text, String source) throws FileFormatException {
        Scanner in = new Scanner(source + ": header", text.value());
        Map<String, Object> fields = new HashMap<>();
        in.expect('{');
        while (!in.accept('}')) {
            String key = in.string('\'', '"');
            in.expect(':');
            Object value = switch (key) {
                case "descr" -> type(in);
                case "fortran_order" -> in.oneOf("True", "False").equals("True");
                case "shape" -> in.shape(true);
                default -> throw in.problem("has the unknown key '" + key + "'");
            };
            if (fields.put(key, value) != null) {
                throw in.problem("has '" + key + "' twice");
            }
            if (!in.accept(',')) {
                in.expect('}');
                break;
            }
        }
        in.expectEnd();
        return new NpyHeader((StoredType) required(in, fields, "descr"), (Boolean) required(in, fields, "fortran_order"),
                (Shape) required(in, fields, "shape"), text.end());
    }

    private static Object required(Scanner in, Map<String, Object> fields, String key) throws FileFormatException {
        @Nullable Object value = fields.get(key);
        if (value == null) {
            throw in.problem("lacks '" + key + "'");
        }
        return value;
    }

    private static StoredType type(Scanner in) throws FileFormatException {
        String name = in.string('\'', '"');
        StoredType type = StoredType.ofNpy(name);
        if (type == null) {
            throw in.problem("has descr '" + name + "', which must be one of <f4, <f8, <i4, <i8, |u1");
        }
        return type;
    }
}
