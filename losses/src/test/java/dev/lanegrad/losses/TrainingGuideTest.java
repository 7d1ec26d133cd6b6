package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code in the guide to training is code of {@link TutorialModel}, which the tests compile and run. */
class TrainingGuideTest {

    @Test
    void everyLineOfCodeIsALineOfTheModel() throws IOException {
        List<String> model = Files.readAllLines(Path.of("src/test/java/dev/lanegrad/losses/TutorialModel.java"))
                .stream().map(String::strip).toList();
        boolean java = false;
        int lines = 0;
        for (String line : Files.readAllLines(Path.of("../docs/training.md"))) {
            if (line.startsWith("```")) {
                java = line.equals("```java");
            } else if (java && !line.isBlank()) {
                assertTrue(model.contains(line.strip()), line);
                lines++;
            }
        }
        assertTrue(lines > 20, "the guide shows code");
    }
}
