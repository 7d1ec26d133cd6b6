package dev.lanegrad.losses;

import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.losses.CtcDecoder.LogProbabilities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/**
 * The search of {@link CtcDecoder#beam} over one item.
 *
 * <p>A beginning is a node of a tree. Of the new ones that it makes by one more symbol, those with less probable symbols have less
 * probable labels, so only as many symbols of a frame are tried as can survive: twice the width and the blank. Beginnings
 * that are kept already get what their parent adds to them, whichever symbol that is. The result is that of trying all.
 */
final class CtcBeam<A> {

    private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;
    private static final int ROOT = -1;

    /** The more probable first; of equals the lexicographically smaller one. */
    private static final Comparator<Prefix> BEST_FIRST = (a, b) -> a.total != b.total
            ? Double.compare(b.total, a.total) : Arrays.compare(a.labels(), b.labels());

    private final LogProbabilities<A> y;
    private final Elementary<double[]> elementary = Kernels.doubles().elementary();
    private final int item;
    private final int frames;
    private final CtcDecoder.Options options;
    private final int[] candidates;

    // Per kept beginning: two logarithms that are to be added as probabilities.
    private double[] a = {};
    private double[] b = {};

    /** A beginning of a label: the symbols on the way from the root. */
    private static final class Prefix {
        private final @Nullable Prefix parent;
        private final int symbol;
        private final Map<Integer, Prefix> children = new HashMap<>();

        /** The probability of all alignments so far that end in a blank, that end in the symbol, and of both. */
        private double blankEnd = IMPOSSIBLE;
        private double symbolEnd = IMPOSSIBLE;
        private double total = IMPOSSIBLE;
        private boolean kept;

        Prefix(@Nullable Prefix parent, int symbol) {
            this.parent = parent;
            this.symbol = symbol;
        }

        int[] labels() {
            int length = 0;
            for (Prefix p = this; p.parent != null; p = p.parent) {
                length++;
            }
            int[] labels = new int[length];
            for (Prefix p = this; p.parent != null; p = p.parent) {
                labels[--length] = p.symbol;
            }
            return labels;
        }
    }

    CtcBeam(LogProbabilities<A> y, int item, int frames, CtcDecoder.Options options) {
        this.y = y;
        this.item = item;
        this.frames = frames;
        this.options = options;
        this.candidates = new int[(int) Math.min(y.classes, 2L * options.beamWidth() + 1)];
    }

    List<CtcReading> search() {
        Prefix root = new Prefix(null, ROOT);
        root.blankEnd = 0;
        root.total = 0;
        root.kept = true;
        List<Prefix> beam = List.of(root);
        for (int t = 0; t < frames; t++) {
            beam = advance(beam, t);
        }
        CtcAlignment alignment = new CtcAlignment(options.blank());
        List<CtcReading> readings = new ArrayList<>();
        for (Prefix prefix : beam) {
            int[] labels = prefix.labels();
            readings.add(new CtcReading(labels, prefix.total,
                    alignment.best(frames, labels, (t, symbol) -> y.at(item, t, symbol))));
        }
        return readings;
    }

    private List<Prefix> advance(List<Prefix> beam, int t) {
        List<Prefix> next = extensions(beam, t);
        stay(beam, t);
        next.addAll(beam);
        next.removeIf(prefix -> prefix.total == IMPOSSIBLE);
        next.sort(BEST_FIRST);
        beam.forEach(prefix -> prefix.kept = false);
        next = next.subList(0, Math.min(options.beamWidth(), next.size()));
        for (Prefix prefix : next) {
            prefix.kept = true;
            if (prefix.parent != null) {
                prefix.parent.children.put(prefix.symbol, prefix);
            }
        }
        return next;
    }

    /** The beginnings that are not kept yet and that one more symbol makes of those that are. */
    private List<Prefix> extensions(List<Prefix> beam, int t) {
        y.kernels.selection().topK(y.classes, y.logits, (item * y.frames + t) * y.classes, candidates.length, NanRank.LOWEST,
                candidates, 0);
        List<Prefix> made = new ArrayList<>();
        for (Prefix prefix : beam) {
            int room = options.beamWidth();
            for (int i = 0; i < candidates.length && room > 0; i++) {
                int symbol = candidates[i];
                Prefix child = prefix.children.get(symbol);
                if (symbol == options.blank() || child != null && child.kept) {
                    continue;
                }
                // Of a beginning that was cut off, the node stays, so that its own continuations find it again.
                Prefix extended = child != null ? child : new Prefix(prefix, symbol);
                extended.blankEnd = IMPOSSIBLE;
                extended.symbolEnd = before(prefix, symbol) + y.at(item, t, symbol);
                extended.total = extended.symbolEnd;
                made.add(extended);
                room -= symbol == prefix.symbol ? 0 : 1;
            }
        }
        return made;
    }

    /** What a symbol can follow: a repeat only what ends in a blank. */
    private static double before(Prefix prefix, int symbol) {
        return symbol == prefix.symbol ? prefix.blankEnd : prefix.total;
    }

    /** Moves the beginnings that are kept to the next frame: a blank, a repeat, or the symbol after a parent that is kept. */
    private void stay(List<Prefix> beam, int t) {
        int n = beam.size();
        if (a.length < n) {
            a = new double[n];
            b = new double[n];
        }
        double blank = y.at(item, t, options.blank());
        for (int i = 0; i < n; i++) {
            Prefix p = beam.get(i);
            double symbol = p.parent == null ? IMPOSSIBLE : y.at(item, t, p.symbol);
            a[i] = p.symbolEnd + symbol;
            b[i] = p.parent != null && p.parent.kept ? before(p.parent, p.symbol) + symbol : IMPOSSIBLE;
        }
        addProbabilities(n);
        for (int i = 0; i < n; i++) {
            Prefix p = beam.get(i);
            p.symbolEnd = a[i];
            p.blankEnd = p.total + blank;
            b[i] = p.blankEnd;
        }
        addProbabilities(n);
        for (int i = 0; i < n; i++) {
            beam.get(i).total = a[i];
        }
    }

    /** {@code a[i] = log(exp(a[i]) + exp(b[i]))}. */
    private void addProbabilities(int n) {
        for (int i = 0; i < n; i++) {
            double larger = Math.max(a[i], b[i]);
            b[i] = larger == IMPOSSIBLE ? IMPOSSIBLE : Math.min(a[i], b[i]) - larger;
            a[i] = larger;
        }
        elementary.exp(n, b, 0, b, 0);
        elementary.log1p(n, b, 0, b, 0);
        for (int i = 0; i < n; i++) {
            a[i] += b[i];
        }
    }
}
