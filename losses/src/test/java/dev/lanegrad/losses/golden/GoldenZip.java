package dev.lanegrad.losses.golden;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a folder of cases into the zip that comes with the tests: the data alone, in the order of the names and without
 * times, so that equal folders give equal zips. From the root of the checkout:
 * {@code java losses/src/test/java/dev/lanegrad/losses/golden/GoldenZip.java DIR losses/src/test/resources/golden.zip}
 */
final class GoldenZip {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private GoldenZip() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        try (OutputStream file = Files.newOutputStream(Path.of(args[1]))) {
            write(folder, file);
        }
    }

    static void write(Path folder, OutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(folder); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            List<String> names = files.filter(GoldenZip::isData)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted().toList();
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                Files.copy(folder.resolve(name), zip);
                zip.closeEntry();
            }
        }
    }

    private static boolean isData(Path file) {
        return file.toString().matches(".*\\.(json|npy|pkl)");
    }
}
