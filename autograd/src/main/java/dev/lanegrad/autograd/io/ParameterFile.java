package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Saves and loads the parameters of a model. The name of the file decides the format: {@code *.npz} is {@link Npz},
 * {@code *.safetensors} is {@link Safetensors}.
 */
public final class ParameterFile {

    private ParameterFile() {
    }

    /**
     * Writes the data of all parameters, atomically.
     *
     * @param file       the file, {@code *.npz} or {@code *.safetensors}
     * @param parameters the parameters by name
     * @throws IllegalArgumentException if the file has another suffix, or the format does not allow a name
     * @throws IOException              if it cannot be written; then an old file is as it was
     */
    public static void save(Path file, Map<String, ? extends Tensor<?>> parameters) throws IOException {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        parameters.forEach((name, tensor) -> arrays.put(name, StoredArray.of(tensor)));
        if (isNpz(file)) {
            Npz.write(file, arrays);
        } else {
            Safetensors.write(file, arrays);
        }
    }

    /**
     * Reads the data of all parameters into their arrays. The file must hold exactly these names, each with the shape and
     * the type of its parameter; nothing is converted. Unless all of it fits, no parameter is changed.
     *
     * @param file       the file, {@code *.npz} or {@code *.safetensors}
     * @param parameters the parameters by name
     * @throws IllegalArgumentException if the file has another suffix
     * @throws FileFormatException      if the file is malformed or does not fit the parameters
     * @throws IOException              if it cannot be read
     */
    public static void load(Path file, Map<String, ? extends Tensor<?>> parameters) throws IOException {
        Map<String, StoredArray> arrays = isNpz(file) ? Npz.read(file) : Safetensors.read(file);
        if (!arrays.keySet().equals(parameters.keySet())) {
            throw new FileFormatException(file.toString(), "has the names " + new TreeSet<>(arrays.keySet())
                    + " and must have " + new TreeSet<>(parameters.keySet()));
        }
        for (Map.Entry<String, ? extends Tensor<?>> parameter : parameters.entrySet()) {
            StoredArray array = arrays.get(parameter.getKey());
            StoredArray wanted = StoredArray.of(parameter.getValue());
            if (array.type() != wanted.type() || !array.shape().equals(wanted.shape())) {
                throw new FileFormatException(file + ", tensor " + parameter.getKey(),
                        "is " + array + " and must be " + wanted + " as its parameter");
            }
        }
        parameters.forEach((name, tensor) -> copy(arrays.get(name), tensor));
    }

    private static <A> void copy(StoredArray from, Tensor<A> to) {
        to.kernels().storage().convert(to.shape().size(), from.data(), 0, to.data(), 0);
    }

    private static boolean isNpz(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".npz") && !name.endsWith(".safetensors")) {
            throw new IllegalArgumentException("ParameterFile: " + file + " must end in .npz or .safetensors");
        }
        return name.endsWith(".npz");
    }
}
