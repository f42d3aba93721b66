package ariadne.chaos.nemesis;

import java.util.Comparator;

/** Nothing that one node sends arrives at the other. */
public record Cut(String from, String to) implements Comparable<Cut> {
    private static final Comparator<Cut> ORDER =
            Comparator.comparing(Cut::from).thenComparing(Cut::to);

    public Cut {
        if (from.equals(to)) {
            throw new IllegalArgumentException(from + " cannot be cut from itself");
        }
    }

    public Cut reversed() {
        return new Cut(to, from);
    }

    @Override
    public int compareTo(Cut other) {
        return ORDER.compare(this, other);
    }
}
