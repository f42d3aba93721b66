package ariadne.chaos.nemesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * All faults of a run. Kinds overlap, each on a cycle of its own; of one kind there is never more
 * than one fault at a time, so that ending it never mends what another one needs. Equal arguments
 * give equal schedules, and what one kind does hangs on no other.
 *
 * @param faults by start
 */
public record Schedule(List<Planned> faults) {
    public Schedule {
        faults = List.copyOf(faults);
    }

    /**
     * Makes one.
     *
     * @param durationMillis after which nothing is on any more
     */
    public static Schedule of(long seed, List<NemesisChoice> choices, Rhythm rhythm,
            long durationMillis) {
        List<Planned> faults = new ArrayList<>();
        for (NemesisChoice choice : choices) {
            faults.addAll(cycle(seed, choice, rhythm, durationMillis));
        }
        faults.sort(Comparator.comparingLong(Planned::startMillis).thenComparing(Planned::kind));
        return new Schedule(faults);
    }

    private static List<Planned> cycle(long seed, NemesisChoice choice, Rhythm rhythm,
            long durationMillis) {
        // Multiplied, since seeds that differ little give a Random that differs little at first.
        Random random = new Random((seed + choice.kind().label().hashCode())
                * 0x9E3779B97F4A7C15L);
        Deque<NemesisChoice.Shape> deck = new ArrayDeque<>();
        List<Planned> faults = new ArrayList<>();
        long start = between(rhythm.waitMinMillis(), rhythm.waitMaxMillis(), random);
        while (durationMillis - start >= rhythm.activeMinMillis()) {
            long active = between(rhythm.activeMinMillis(), rhythm.activeMaxMillis(), random);
            long end = Math.min(start + active, durationMillis);
            faults.add(new Planned(start, end, choice.kind(), deal(deck, choice, random),
                    random.nextLong()));
            start = end + between(rhythm.waitMinMillis(), rhythm.waitMaxMillis(), random);
        }
        return faults;
    }

    // Dealt like cards: every name comes before one comes again, whichever sides it has.
    private static NemesisChoice.Shape deal(Deque<NemesisChoice.Shape> deck,
            NemesisChoice choice, Random random) {
        if (deck.isEmpty()) {
            List<NemesisChoice.Shape> cards = new ArrayList<>();
            choice.shapes().stream().map(NemesisChoice.Shape::name).distinct().forEach(name -> {
                List<NemesisChoice.Shape> sides = choice.shapes().stream()
                        .filter(shape -> shape.name().equals(name)).toList();
                cards.add(sides.get(random.nextInt(sides.size())));
            });
            Collections.shuffle(cards, random);
            deck.addAll(cards);
        }
        return deck.removeFirst();
    }

    private static long between(long min, long max, Random random) {
        return min + random.nextLong(max - min + 1);
    }
}
