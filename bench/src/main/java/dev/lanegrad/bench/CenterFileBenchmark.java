package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.losses.centers.CenterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading centres of 63,466 classes and 96 features, single precision, from a file that is in the system's cache. The time of the
 * first call is that of a program that has just started: run with {@code -bm ss -wi 0 -i 1 -f 5}. How long Python's {@code pickle.load} takes
 * is told by {@code bench/src/peers/python/pickle_load.py}, which leaves its file for {@code -jvmArgsAppend -Dcenters.file=FILE}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
public class CenterFileBenchmark extends Metered {

    private static final int CLASSES = 63_466;
    private static final int DIMS = 96;

    /** The format. */
    @Param({"pkl", "npz", "npy"})
    public String format;

    private final double[] centers = new double[CLASSES * DIMS];
    private Path file;

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written
     */
    @Setup
    public void prepare() throws IOException {
        file = Files.createTempFile("centers", "." + format);
        String given = System.getProperty("centers.file");
        if (given != null) {
            Files.copy(Path.of(given), file, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        SplittableRandom random = new SplittableRandom(1);
        float[] rows = new float[CLASSES * DIMS];
        int[] classes = new int[CLASSES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
            classes[i / DIMS] = i / DIMS;
        }
        CenterFile.save(file, classes, StoredArray.of(Shape.of(CLASSES, DIMS), rows));
    }

    /**
     * Deletes the file.
     *
     * @throws IOException if it cannot be deleted
     */
    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    /**
     * Reads the file.
     *
     * @return the centres
     * @throws IOException if it cannot be read
     */
    @Benchmark
    public double[] load() throws IOException {
        CenterFile.load(file, CLASSES, DIMS, centers);
        return centers;
    }
}
