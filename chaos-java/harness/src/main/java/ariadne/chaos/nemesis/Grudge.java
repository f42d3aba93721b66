package ariadne.chaos.nemesis;

import java.util.Collection;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A partition as what it is in the end: a set of directed cuts. */
public record Grudge(SortedSet<Cut> cuts) {
    public Grudge {
        cuts = Collections.unmodifiableSortedSet(new TreeSet<>(cuts));
    }

    /** Nothing that the senders send arrives at the receivers; a node in both hears itself. */
    public static Grudge oneWay(Collection<String> senders, Collection<String> receivers) {
        SortedSet<Cut> cuts = new TreeSet<>();
        for (String from : senders) {
            for (String to : receivers) {
                if (!from.equals(to)) {
                    cuts.add(new Cut(from, to));
                }
            }
        }
        return new Grudge(cuts);
    }

    /** Nothing passes between the two groups; a node in both hears itself. */
    public static Grudge between(Collection<String> some, Collection<String> others) {
        return oneWay(some, others).and(oneWay(others, some));
    }

    /**
     * Nothing passes except over these links.
     *
     * @param links each works both ways, whichever of its ends it names first
     */
    public static Grudge keeping(Collection<String> nodes, Set<Cut> links) {
        SortedSet<Cut> cuts = new TreeSet<>(oneWay(nodes, nodes).cuts());
        cuts.removeIf(cut -> links.contains(cut) || links.contains(cut.reversed()));
        return new Grudge(cuts);
    }

    public Grudge and(Grudge other) {
        SortedSet<Cut> all = new TreeSet<>(cuts);
        all.addAll(other.cuts);
        return new Grudge(all);
    }

    /** Of each pair that is cut both ways, one direction works again; chance says which. */
    public Grudge halved(Random random) {
        SortedSet<Cut> half = new TreeSet<>(cuts);
        for (Cut cut : cuts) {
            if (cut.from().compareTo(cut.to()) < 0 && cuts.contains(cut.reversed())) {
                half.remove(random.nextBoolean() ? cut : cut.reversed());
            }
        }
        return new Grudge(half);
    }

    /** Whom the node hears and is heard by, itself included. */
    public Set<String> sees(String node, Collection<String> nodes) {
        Set<String> seen = new TreeSet<>(nodes);
        seen.removeIf(other -> !other.equals(node) && (cuts.contains(new Cut(other, node))
                || cuts.contains(new Cut(node, other))));
        return seen;
    }
}
