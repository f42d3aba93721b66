package ariadne.server;

import ariadne.kv.Roster;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the nodes are: the first members by the config file, those that joined later by the chain.
 */
final class Directory {
    private final NodeConfig config;
    /** Of everybody who ever was a member, as far as this node has seen. */
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Member> members = new LinkedHashMap<>();
    private int nextId;

    Directory(NodeConfig config, Roster roster) {
        this.config = config;
        names.putAll(config.names());
        names.put(config.self().id(), config.self().name());
        update(roster);
    }

    /** The members are these from now on. */
    void update(Roster roster) {
        nextId = roster.nextId();
        members.clear();
        for (ariadne.kv.Member member : roster.members()) {
            names.put(member.id(), member.name());
            members.put(member.id(), reached(member));
        }
    }

    /** One that came back where it was has another id, and is still where the file says. */
    private Member reached(ariadne.kv.Member member) {
        if (member.address().isEmpty()) {
            Member first = config.members().stream().filter(m -> m.name().equals(member.name()))
                    .findFirst().orElseThrow(() -> new IllegalStateException(
                            "nobody says where " + member + " is"));
            return new Member(member.id(), first.name(), first.host(), first.port());
        }
        int colon = member.address().lastIndexOf(':');
        return new Member(member.id(), member.name(), member.address().substring(0, colon),
                Integer.parseInt(member.address().substring(colon + 1)));
    }

    /** Whether this node is a member. */
    boolean belongs() {
        return members.containsKey(config.self().id());
    }

    /**
     * Two nodes may be prepared for the same id; the one that did not get it must never speak
     * under it.
     *
     * @throws IdTakenException when that is this one
     */
    void demandOwnId() throws IdTakenException {
        Member self = config.self();
        Member named = other(self.name());
        boolean another = belongs() && !members.get(self.id()).name().equals(self.name());
        boolean anotherThatLeft = named != null && !belongs() && named.id() < self.id()
                && self.id() < nextId;
        if (another || anotherThatLeft) {
            throw new IdTakenException((another ? whyNot(self.id(), self.name())
                    : "id " + self.id() + " of " + config.cluster() + " was another's, and not "
                            + self.name() + "'s") + ": both were prepared for it; remove "
                    + config.data() + ", then ./ariadne member join " + self.name()
                    + " to get another");
        }
    }

    /** Why a node of this id and name is no member; empty when it is one. */
    String whyNot(int id, String name) {
        Member member = members.get(id);
        if (member == null) {
            return "node " + id + (nameOf(id).isEmpty() || id == config.self().id()
                    ? " is no other member of " : " was removed from ") + config.cluster();
        }
        return member.name().equals(name) ? ""
                : "member " + id + " of " + config.cluster() + " is " + member.name()
                        + ", and not " + name;
    }

    /** What this node says to whoever wants to be served while it is no member. */
    String apology() {
        String self = config.self().name();
        return config.self().id() < nextId
                ? self + " was removed from " + config.cluster() + "; ask another node"
                : self + " is no member of " + config.cluster() + " yet; ask another node";
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

    /** Where somebody may tell what was decided. */
    List<NodeConfig.Address> sources() {
        Set<NodeConfig.Address> sources = new LinkedHashSet<>();
        others().forEach(m -> sources.add(new NodeConfig.Address(m.host(), m.port())));
        sources.addAll(config.known());
        sources.remove(config.listen());
        return List.copyOf(sources);
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
