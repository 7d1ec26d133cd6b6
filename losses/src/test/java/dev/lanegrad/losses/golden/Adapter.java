package dev.lanegrad.losses.golden;

/**
 * Translates a case into a call of the library's public API: reads inputs and parameters, puts every output. It must
 * read all parameters; what it cannot honour is an error.
 */
@FunctionalInterface
interface Adapter {

    <A> void run(Call<A> call);
}
