package ariadne.server;

import ariadne.kv.Roster;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes are: the first members by the config file, those that joined later by the chain.
 */
final class Directory {
    private final NodeConfig config;
    /** Of everybody who ever was a member, as far as this node has seen. */
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Member> members = new LinkedHashMap<>();

    Directory(NodeConfig config, Roster roster) {
        this.config = config;
        names.putAll(config.names());
        names.put(config.self().id(), config.self().name());
        update(roster);
    }

    /** The members are these from now on. */
    void update(Roster roster) {
        members.clear();
        for (ariadne.kv.Member member : roster.members()) {
            names.put(member.id(), member.name());
            members.put(member.id(), reached(member));
        }
    }

    private Member reached(ariadne.kv.Member member) {
        if (member.address().isEmpty()) {
            return config.members().stream().filter(m -> m.id() == member.id()).findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "nobody says where " + member + " is"));
        }
        int colon = member.address().lastIndexOf(':');
        return new Member(member.id(), member.name(), member.address().substring(0, colon),
                Integer.parseInt(member.address().substring(colon + 1)));
    }

    /** Whether this node is a member. */
    boolean belongs() {
        return members.containsKey(config.self().id());
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    /** All members but this node. */
    List<Member> others() {
        List<Member> others = new ArrayList<>(members.values());
        others.removeIf(member -> member.id() == config.self().id());
        return others;
    }

    /** Whom this node keeps a link to; nobody while it is no member. */
    Map<Integer, InetSocketAddress> peers() {
        Map<Integer, InetSocketAddress> peers = new LinkedHashMap<>();
        if (belongs()) {
            others().forEach(member -> peers.put(member.id(), member.address()));
        }
        return peers;
    }

    /** The member with an id, or null. */
    Member member(int id) {
        return members.get(id);
    }

    /** Another member by its name, or null. */
    Member other(String name) {
        return others().stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    /** Name of a node by its id, also of one that left; empty when nobody had it. */
    String nameOf(int id) {
        return names.getOrDefault(id, "");
    }
}
