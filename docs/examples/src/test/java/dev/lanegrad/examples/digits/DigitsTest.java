package dev.lanegrad.examples.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        IdxFiles.writeBars(folder, 12, 6);
    }

    @Test
    void theBundledDigitsAreMnist() throws IOException {
        Digits digits = Digits.mnist();
        assertEquals(60_000, digits.training().count());
        assertEquals(10_000, digits.test().count());
        assertEquals(784, digits.training().imageSize());
        assertEquals(10, digits.training().classes());
        // The first labels, and their counts, as the distribution's own description has them.
        assertEquals(5, digits.training().labels()[0]);
        assertEquals(7, digits.test().labels()[0]);
        int[] counts = new int[10];
        for (int label : digits.training().labels()) {
            counts[label]++;
        }
        assertArrayEquals(new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, counts);
    }

    @Test
    void readsAFolder() throws IOException {
        Digits digits = Digits.load(folder);
        assertEquals(12, digits.training().count());
        assertEquals(6, digits.test().count());
        assertEquals(36, digits.test().imageSize());
        assertEquals(3, digits.training().classes());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, digits.test().labels());
        float[] row = new float[72];
        digits.training().copyImage(0, row, 1);
        assertEquals(0, row[35]);
        assertEquals(180 / 255f, row[36], 1e-6f);
    }

    @Test
    void everySpellingIsFound() throws IOException {
        rename("train-images-idx3-ubyte", "train-images.idx3-ubyte");
        rename("t10k-labels-idx1-ubyte.gz", "t10k-labels.idx1-ubyte.gz");
        assertEquals(12, Digits.load(folder).training().count());
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
        assertEquals(folder.resolve("t10k-images-idx3-ubyte")
                + ": no such file; expected it there, or with .gz at its end, or spelled t10k-images.idx3-ubyte",
                rejected(folder));
    }

    @Test
    void aMissingFolderIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        assertEquals(nowhere + ": expected a folder with the four IDX files of a data set like MNIST",
                rejected(nowhere));
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws IOException {
        Path file = folder.resolve("train-images-idx3-ubyte");
        Files.writeString(file, "not images at all");
        assertTrue(rejected(folder).startsWith(file + ": not an IDX file"), rejected(folder));
    }

    @Test
    void countsMustAgree() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), IdxFiles.idx(2049, new int[] {2}, new byte[2]));
        assertEquals(folder + ": 12 train images but 2 labels; expected one label per image", rejected(folder));
    }

    @Test
    void testLabelsMustBeKnown() throws IOException {
        byte[] labels = {0, 1, 2, 3, 0, 1};
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), IdxFiles.idx(2049, new int[] {6}, labels));
        assertEquals(folder + ": test label 3, but the training labels end at 2", rejected(folder));
    }

    private void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    private static String rejected(Path folder) {
        return assertThrows(DataFileException.class, () -> Digits.load(folder)).getMessage();
    }
}
