package dev.lanegrad.autograd.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hugging Face's format of named tensors: the length of a header, the header in JSON, the data.
 *
 * <p>Read are the types of {@link StoredType}; metadata are checked and skipped. Written are first the tensors of wide
 * elements, then those of narrow ones, so that all are aligned; among equals in the order of the map.
 *
 * <p>Source: huggingface/safetensors, {@code README.md}, section "Format".
 */
public final class Safetensors {

    /** As long as the format's own implementation lets a header be. */
    private static final long LONGEST_HEADER = 100_000_000;

    private Safetensors() {
    }

    /**
     * Reads all tensors.
     *
     * @param file the file
     * @return the tensors by name, in the order of their data
     * @throws FileFormatException if the file is malformed, is too short or too long, or holds another type
     * @throws IOException         if it cannot be read
     */
    public static Map<String, StoredArray> read(Path file) throws IOException {
        String source = file.toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long size = Files.size(file);
            byte[] lengthField = in.readNBytes(Long.BYTES);
            if (lengthField.length < Long.BYTES) {
                throw new FileFormatException(source, "ends within the header's length");
            }
            long length = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 0 || length > size - Long.BYTES || length > LONGEST_HEADER) {
                throw new FileFormatException(source, "header length " + Long.toUnsignedString(length)
                        + " must be at most " + LONGEST_HEADER + " and end within the " + size + " bytes of the file");
            }
            SafetensorsHeader header = SafetensorsHeader.parse(
                    text(in.readNBytes((int) length), source), size - Long.BYTES - length, source);
            Map<String, StoredArray> arrays = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry tensor : header.tensors()) {
                arrays.put(tensor.name(),
                        ArrayBytes.read(in, tensor.type(), tensor.shape(), source + ", tensor " + tensor.name()));
            }
            return arrays;
        }
    }

    private static String text(byte[] header, String source) throws FileFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
        } catch (CharacterCodingException e) {
            throw new FileFormatException(source, "header is not in UTF-8");
        }
    }

    /**
     * Writes tensors, atomically.
     *
     * @param file   the file
     * @param arrays the tensors by name
     * @throws IllegalArgumentException if a name is {@code __metadata__}, which the format keeps for itself
     * @throws IOException              if it cannot be written; then an old file is as it was
     */
    public static void write(Path file, Map<String, StoredArray> arrays) throws IOException {
        if (arrays.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("Safetensors.write: " + SafetensorsHeader.METADATA + " is no name for a tensor");
        }
        List<Map.Entry<String, StoredArray>> aligned = arrays.entrySet().stream()
                .sorted(Comparator.comparingInt(array -> -array.getValue().type().bytes())).toList();
        byte[] header = header(aligned).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> write(out, header, aligned));
    }

    private static void write(OutputStream out, byte[] header, List<Map.Entry<String, StoredArray>> arrays)
            throws IOException {
        int padding = (Long.BYTES - header.length % Long.BYTES) % Long.BYTES;
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length + padding).array());
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, StoredArray> array : arrays) {
            ArrayBytes.write(out, array.getValue());
        }
    }

    private static String header(List<Map.Entry<String, StoredArray>> arrays) {
        StringBuilder json = new StringBuilder("{");
        long place = 0;
        for (Map.Entry<String, StoredArray> entry : arrays) {
            StoredArray array = entry.getValue();
            long end = place + (long) array.shape().size() * array.type().bytes();
            json.append(json.length() > 1 ? "," : "").append(quoted(entry.getKey()))
                    .append(":{\"dtype\":\"").append(array.type().safetensors())
                    .append("\",\"shape\":").append(array.shape().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[").append(place).append(',').append(end).append("]}");
            place = end;
        }
        return json.append('}').toString();
    }

    private static String quoted(String name) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
