package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file: a JSON object that gives each tensor's type, shape and place, and beside them, under
 * {@code __metadata__}, strings by name.
 *
 * @param tensors the tensors in the order of their data
 */
record SafetensorsHeader(List<Entry> tensors) {

    static final String METADATA = "__metadata__";

    /** A tensor and the half-open interval of its bytes, counted from the end of the header. */
    record Entry(String name, StoredType type, Shape shape, long begin, long end) {
    }

    /** Parses the text and requires that the tensors fill the data without gap, overlap or rest. */
    static SafetensorsHeader parse(String text, long dataBytes, String source) throws FileFormatException {
        Scanner in = new Scanner(source + ": header", text);
        Set<String> names = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        in.expect('{');
        if (!in.accept('}')) {
            do {
                String name = in.string('"');
                if (!names.add(name)) {
                    throw in.problem("has '" + name + "' twice");
                }
                in.expect(':');
                if (name.equals(METADATA)) {
                    skipMetadata(in);
                } else {
                    entries.add(entry(in, name));
                }
            } while (in.accept(','));
            in.expect('}');
        }
        in.expectEnd();
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkPlaces(entries, dataBytes, source);
        return new SafetensorsHeader(entries);
    }

    private static void skipMetadata(Scanner in) throws FileFormatException {
        Set<String> keys = new HashSet<>();
        in.expect('{');
        if (!in.accept('}')) {
            do {
                String key = in.string('"');
                if (!keys.add(key)) {
                    throw in.problem("has the metadata '" + key + "' twice");
                }
                in.expect(':');
                in.string('"');
            } while (in.accept(','));
            in.expect('}');
        }
    }

    private static Entry entry(Scanner in, String name) throws FileFormatException {
        Map<String, Object> fields = new LinkedHashMap<>();
        in.expect('{');
        do {
            String key = in.string('"');
            in.expect(':');
            Object value = switch (key) {
                case "dtype" -> type(in, name);
                case "shape" -> in.shape(false);
                case "data_offsets" -> in.sizes(false);
                default -> throw in.problem("has the unknown key '" + key + "' in tensor '" + name + "'");
            };
            if (fields.put(key, value) != null) {
                throw in.problem("has '" + key + "' twice in tensor '" + name + "'");
            }
        } while (in.accept(','));
        in.expect('}');
        if (fields.size() < 3) {
            throw in.problem("tensor '" + name + "' has " + fields.keySet() + " and needs dtype, shape and data_offsets");
        }
        long[] offsets = (long[]) fields.get("data_offsets");
        if (offsets.length != 2) {
            throw in.problem("tensor '" + name + "' has " + offsets.length + " data_offsets and needs 2");
        }
        return new Entry(name, (StoredType) fields.get("dtype"), (Shape) fields.get("shape"), offsets[0], offsets[1]);
    }

    private static StoredType type(Scanner in, String name) throws FileFormatException {
        String dtype = in.string('"');
        StoredType type = StoredType.ofSafetensors(dtype);
        if (type == null) {
            throw in.problem("tensor '" + name + "' has dtype '" + dtype + "', which must be one of F32, F64, I32, I64, U8");
        }
        return type;
    }

    private static void checkPlaces(List<Entry> entries, long dataBytes, String source) throws FileFormatException {
        long place = 0;
        for (Entry entry : entries) {
            if (entry.begin() != place) {
                throw new FileFormatException(source, "tensor '" + entry.name() + "' begins at " + entry.begin()
                        + " of the data and must begin at " + place + ", where the one before it ends");
            }
            long bytes = (long) entry.shape().size() * entry.type().bytes();
            if (entry.end() - entry.begin() != bytes) {
                throw new FileFormatException(source, "tensor '" + entry.name() + "' of shape " + entry.shape() + " and "
                        + entry.type().safetensors() + " needs " + bytes + " bytes, and its data_offsets ["
                        + entry.begin() + ", " + entry.end() + "] enclose " + (entry.end() - entry.begin()));
            }
            place = entry.end();
        }
        if (place != dataBytes) {
            throw new FileFormatException(source, "the tensors need " + place + " bytes of data, and there are " + dataBytes);
        }
    }
}
