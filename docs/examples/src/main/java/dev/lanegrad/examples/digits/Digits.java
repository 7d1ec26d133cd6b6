package dev.lanegrad.examples.digits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A training set and a test set of labelled images in the four files of the MNIST distribution.
 *
 * @param training the images to learn from
 * @param test the images to judge by
 */
record Digits(ImageSet training, ImageSet test) {

    private static final String BUNDLED = "rapaio/provider/datasets/mnist/";

    /**
     * The MNIST digits that travel in the jar {@code io.github.padreati:rapaio-datasets}: 60,000 and 10,000 images of
     * 28 x 28.
     *
     * @throws IOException if the jar is missing or damaged
     */
    public static Digits mnist() throws IOException {
        return load((part, kind, dimensions) -> {
            String name = BUNDLED + part + "-" + kind + "-idx" + dimensions + "-ubyte.gz";
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
                if (in == null) {
                    throw new DataFileException(
                            name + ": expected in the jar rapaio-datasets on the class or module path");
                }
                return IdxFile.read(in, name, dimensions);
            }
        }, "rapaio-datasets");
    }

    /**
     * Loads {@code train-images}, {@code train-labels}, {@code t10k-images} and {@code t10k-labels} from a folder, each
     * spelled {@code -idx3-ubyte} or {@code .idx3-ubyte} (labels: {@code idx1}), with or without {@code .gz}.
     *
     * @param folder where the four files are
     * @throws DataFileException if a file is missing, truncated or something else; the message is one line
     * @throws IOException if reading fails
     */
    public static Digits load(Path folder) throws IOException {
        return load((part, kind, dimensions) -> {
            Path file = find(folder, part + "-" + kind, "idx" + dimensions + "-ubyte");
            try (InputStream in = Files.newInputStream(file)) {
                return IdxFile.read(in, file.toString(), dimensions);
            }
        }, folder.toString());
    }

    private static Path find(Path folder, String stem, String type) throws DataFileException {
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(
                    folder + ": expected a folder with the four IDX files of a data set like MNIST");
        }
        for (String name : List.of(stem + "-" + type, stem + "." + type)) {
            for (String ending : List.of("", ".gz")) {
                Path file = folder.resolve(name + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new DataFileException("%s: no such file; expected it there, or with .gz at its end, or spelled %s.%s"
                .formatted(folder.resolve(stem + "-" + type), stem, type));
    }

    private static Digits load(Source source, String where) throws IOException {
        ImageSet training = images(source, "train", where);
        ImageSet test = images(source, "t10k", where);
        if (training.rows() != test.rows() || training.columns() != test.columns()) {
            throw new DataFileException("%s: training images are %d x %d, test images %d x %d; expected one size"
                    .formatted(where, training.rows(), training.columns(), test.rows(), test.columns()));
        }
        if (test.classes() > training.classes()) {
            throw new DataFileException("%s: test label %d, but the training labels end at %d"
                    .formatted(where, test.classes() - 1, training.classes() - 1));
        }
        return new Digits(training, test);
    }

    private static ImageSet images(Source source, String part, String where) throws IOException {
        IdxFile images = source.read(part, "images", 3);
        IdxFile labels = source.read(part, "labels", 1);
        if (images.sizes()[0] != labels.sizes()[0]) {
            throw new DataFileException("%s: %d %s images but %d labels; expected one label per image"
                    .formatted(where, images.sizes()[0], part, labels.sizes()[0]));
        }
        int[] classes = new int[labels.bytes().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.bytes()[i] & 0xff;
        }
        return new ImageSet(images.sizes()[1], images.sizes()[2], images.bytes(), classes);
    }

    /** Where the four files come from. */
    private interface Source {
        IdxFile read(String part, String kind, int dimensions) throws IOException;
    }
}
