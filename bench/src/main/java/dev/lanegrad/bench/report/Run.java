package dev.lanegrad.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where and how results were measured: the file {@code run.json} beside the rounds.
 *
 * @param date the day, as in 2026-01-31
 * @param commit the abbreviated commit of the checkout, with {@code +} behind it if files were changed
 * @param machine properties of the machine, in the order in which they are shown
 * @param settings how it was measured, in the same form
 * @param versions versions of the other libraries by name
 * @param absent what was not measured, and why
 * @param failed what failed, and why: a result that differs, an exception
 * @param rounds the number of rounds
 */
public record Run(String date, String commit, Map<String, String> machine, Map<String, String> settings,
                  Map<String, String> versions, List<Missing> absent, List<Missing> failed, int rounds) {

    /**
     * Something without a figure.
     *
     * @param what a benchmark or a library
     * @param why the reason
     */
    public record Missing(String what, String why) {
    }

    private static final String FILE = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Writes the file.
     *
     * @param folder where to
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        WholeFile.write(folder.resolve(FILE), JSON.writeValueAsString(this));
    }

    /**
     * Reads the file.
     *
     * @param folder where from
     * @return what it says
     * @throws IOException if it cannot be read
     * @throws BrokenResults if it is not what {@link #write} writes
     */
    public static Run read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new BrokenResults(folder + ": no " + FILE + "; this is not the folder of a run");
        }
        try {
            Run run = JSON.readValue(Files.readString(file), Run.class);
            if (run.machine == null || run.date == null || run.rounds < 1) {
                throw new BrokenResults(file + ": machine, date or rounds are missing");
            }
            return run;
        } catch (JsonProcessingException e) {
            throw new BrokenResults(file + ": " + e.getOriginalMessage());
        }
    }

    /**
     * The files of the rounds.
     *
     * @param folder the folder of the run
     * @return one file for each round
     */
    public List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            files.add(roundFile(folder, round));
        }
        return files;
    }

    /**
     * The file of one round.
     *
     * @param folder the folder of the run
     * @param round from 1
     * @return the file
     */
    public static Path roundFile(Path folder, int round) {
        return folder.resolve("round-" + round + ".json");
    }
}
