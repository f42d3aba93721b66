package ariadne.paxos;

/** The protocol's only source of randomness, injected so that a seed replays. */
@FunctionalInterface
public interface Chance {
    /** A number between 0 and {@code bound - 1}. */
    int below(int bound);
}
