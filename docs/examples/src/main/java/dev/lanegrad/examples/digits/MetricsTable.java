package dev.lanegrad.examples.digits;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One row per epoch, as comma-separated values. */
final class MetricsTable {

    private final StringBuilder rows = new StringBuilder(
            "run,epoch,loss,cross_entropy,center_loss,test_accuracy,compactness,images_per_second\n");

    void add(String run, Training.Epoch epoch) {
        rows.append(String.format(Locale.ROOT, "%s,%d,%.6f,%.6f,%.6f,%.4f,%.4f,%.0f\n",
                run, epoch.number(), epoch.loss(), epoch.crossEntropy(), epoch.centerLoss(),
                epoch.accuracy(), epoch.compactness(), epoch.imagesPerSecond()));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
}
