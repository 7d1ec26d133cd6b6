package dev.lanegrad.losses.metric;

/** What becomes of the cosine between a row and the direction of its own class. */
interface AngularMargin {

    /** The cosine that is used instead. */
    double apply(double cosine);

    /** Its derivative. */
    double slope(double cosine);
}
