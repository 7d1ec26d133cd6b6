/**
 * Parameters in files: NumPy's {@code .npy} and {@code .npz}, and safetensors.
 *
 * {@snippet :
 * Map<String, Tensor<?>> parameters = new LinkedHashMap<>();
 * parameters.put("w1", w1);
 * parameters.put("b1", b1);
 * ParameterFile.save(Path.of("digits.safetensors"), parameters);
 * ParameterFile.load(Path.of("digits.safetensors"), parameters);
 * }
 *
 * <p><b>Writing</b> is atomic: at every moment the path names the old file or the new one, whole, even if the machine
 * stops; the same content gives the same bytes.
 *
 * <p><b>Reading</b> trusts nothing: every length is held against the size of the file before memory for it is taken,
 * and a malformed file is refused with a {@link dev.lanegrad.autograd.io.FileFormatException} that names the file, the
 * field and the rule. Nothing is loaded by halves.
 */
package dev.lanegrad.autograd.io;
