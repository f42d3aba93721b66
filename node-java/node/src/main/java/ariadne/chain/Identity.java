package ariadne.chain;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whose chain a directory holds. Written once, when the cluster is made or a member joins it.
 *
 * @param cluster id of the cluster; like all names here 1 to 64 of letters, digits, {@code . _ -}
 * @param member id of this node in the cluster, 1 or more, never used twice
 * @param name what people call this node
 * @param members first membership: name of each member by id; a joiner is not among them
 */
public record Identity(
        String cluster, int member, String name, SortedMap<Integer, String> members) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public Identity {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        name("cluster id", cluster);
        for (Map.Entry<Integer, String> entry : members.entrySet()) {
            name("member name", entry.getValue());
            if (entry.getKey() < 1) {
                throw new IllegalArgumentException("member id " + entry.getKey() + " is below 1");
            }
        }
        name("member name", name);
        if (member < 1) {
            throw new IllegalArgumentException("member id " + member + " is below 1");
        }
        if (members.containsKey(member) && !members.get(member).equals(name)) {
            throw new IllegalArgumentException("member " + member + " is called "
                    + members.get(member) + " in the membership, not " + name);
        }
    }

    /** The identity of one member. */
    public static Identity of(String cluster, int member, Map<Integer, String> members) {
        if (!members.containsKey(member)) {
            throw new IllegalArgumentException("member " + member + " is not among " + members);
        }
        return new Identity(cluster, member, members.get(member), new TreeMap<>(members));
    }

    /** Whether this node was no member when the cluster was made. */
    public boolean joins() {
        return !members.containsKey(member);
    }

    private static void name(String what, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " '" + text
                    + "' must be 1 to 64 letters, digits, dots, hyphens or underscores");
        }
    }
}
