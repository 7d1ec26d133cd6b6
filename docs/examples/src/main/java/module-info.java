/**
 * Example programs: digits with the centre loss, a page of text with the PSE loss, words with CTC and centres, and the curves of
 * the plain losses.
 */
module dev.lanegrad.examples {
    requires dev.lanegrad.losses;

    requires java.desktop;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.locationtech.jts;
    requires rapaio.datasets;
    requires xchart;

    requires static org.jetbrains.annotations;

    opens dev.lanegrad.examples to info.picocli;
    opens dev.lanegrad.examples.curves to info.picocli;
    opens dev.lanegrad.examples.digits to info.picocli;
    opens dev.lanegrad.examples.page to info.picocli;
    opens dev.lanegrad.examples.words to info.picocli;
}
