package ariadne.kv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is in the cluster: part of the replicated state, changed by stop blocks alone.
 *
 * @param era how many stop blocks are decided
 * @param members in the order of their ids; empty only before the cluster's first membership is
 *     known
 * @param nextId the id that the next new member gets; no id is used twice
 */
public record Roster(int era, List<Member> members, int nextId) {
    /** Most members that a cluster may have. */
    public static final int MAX_MEMBERS = 9;

    /** A store that no cluster owns. */
    public static final Roster NONE = new Roster(0, List.of(), 1);

    /**
     * Checks and sorts.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public Roster {
        members = members.stream().sorted(Comparator.comparingInt(Member::id)).toList();
        if (era < 0 || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("era " + era + " with " + members.size()
                    + " members; a cluster has 1 to " + MAX_MEMBERS);
        }
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            if (member.id() < 1 || member.id() >= nextId || !ids.add(member.id())) {
                throw new IllegalArgumentException("id of " + member + " must be unique, and 1 to "
                        + (nextId - 1));
            }
            if (member.name().isEmpty() || !names.add(member.name())) {
                throw new IllegalArgumentException("the name of " + member + " is taken or empty");
            }
        }
    }

    /** The first membership of a cluster. */
    public static Roster first(List<Member> members) {
        int last = members.stream().mapToInt(Member::id).max().orElse(0);
        return new Roster(0, members, last + 1);
    }

    public List<Integer> ids() {
        return members.stream().map(Member::id).toList();
    }

    /** The member with this name, or null. */
    public Member named(String name) {
        return members.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    /** The member with this id, or null. */
    public Member member(int id) {
        return members.stream().filter(m -> m.id() == id).findFirst().orElse(null);
    }

    /** The next era, with one member more. */
    public Roster with(String name, String address) {
        return next(m -> true, new Member(nextId, name, address));
    }

    /** The next era, with one member less. */
    public Roster without(String name) {
        return next(m -> !m.name().equals(name), null);
    }

    /** The next era: the same name under a new id, as one whose disk is lost comes back. */
    public Roster renewed(String name, String address) {
        return next(m -> !m.name().equals(name), new Member(nextId, name, address));
    }

    private Roster next(Predicate<Member> stays, Member comes) {
        List<Member> next = new ArrayList<>(members.stream().filter(stays).toList());
        if (comes != null) {
            next.add(comes);
        }
        return new Roster(era + 1, next, comes == null ? nextId : nextId + 1);
    }
}
