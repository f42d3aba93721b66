package ariadne.paxos;

import java.util.List;

/**
 * Who votes. Part of the decided state: each stop block that is decided begins a new era, with the
 * members that it names.
 *
 * @param era how many stop blocks are decided
 * @param members ids of all that vote, lowest first
 * @param since height of the stop block that began the era; 0 for the first
 */
public record Membership(int era, List<Integer> members, long since) {
    public Membership {
        members = members.stream().sorted().distinct().toList();
        BrokenInvariant.check(!members.isEmpty() && members.getFirst() > 0,
                "members need ids from 1: %s", members);
    }

    /** The members of a cluster that is made now. */
    public static Membership first(List<Integer> members) {
        return new Membership(0, members, 0);
    }

    /** How many are a majority. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    /** Whether a node votes. */
    public boolean has(int node) {
        return members.contains(node);
    }
}
