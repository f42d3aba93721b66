package ariadne.server;

import ariadne.chain.Sha256Hasher;
import ariadne.kv.Command;
import ariadne.kv.Member;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.paxos.Ballot;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Changes of the members, as they are asked of the leader: one at a time, by one member each, and
 * only where a majority of the next members can go on at once. A node that comes must have caught
 * up before. Ongaro's thesis, sections 4.1 and 4.2.1.
 */
final class MemberChanges {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final Logger LOG = LogManager.getLogger(MemberChanges.class);

    private final Node node;
    private final Clients clients;
    private final FrameCodec codec;
    private Newcomer newcomer;

    MemberChanges(Node node, Clients clients) {
        this.node = node;
        this.clients = clients;
        this.codec = new FrameCodec(node.limits.wire(), new Sha256Hasher());
    }

    /** A change that is asked for; the answer may come later. */
    void ask(Connection client, long tag, Ask.Change ask) {
        if (node.core.replica.leads().equals(Ballot.ZERO)) {
            clients.refuse(client, tag, Answer.Code.NO_LEADER, "this node does not lead");
        } else if (newcomer != null) {
            clients.refuse(client, tag, Answer.Code.BUSY,
                    "another change of the members is under way");
        } else if (ask.kind() == Ask.Change.Kind.REMOVE) {
            settle(client, tag, ask, "");
        } else {
            newcomer = new Newcomer(client, tag, ask);
            newcomer.dial();
        }
    }

    void tick(long nowNanos) {
        if (newcomer != null && newcomer.connection != null
                && nowNanos - newcomer.askedNanos > PATIENCE_NANOS) {
            newcomer.connection.close("no answer within 2 s");
        }
    }

    private Roster now() {
        return node.core.store.roster();
    }

    /** Where a member is, or shall be. */
    private String address(Ask.Change ask) {
        ariadne.server.Member known = node.directory.members().stream()
                .filter(m -> m.name().equals(ask.name())).findFirst().orElse(null);
        return !ask.address().isEmpty() || known == null ? ask.address()
                : known.host() + ":" + known.port();
    }

    /** Refuses, or proposes. */
    private void settle(Connection client, long tag, Ask.Change ask, String notReady) {
        String why = notReady;
        Answer.Code code = Answer.Code.BAD_REQUEST;
        Roster next = null;
        try {
            next = next(ask);
            if (why.isEmpty()) {
                why = tooFew(next, ask);
                code = Answer.Code.BUSY; // One that has just come is heard in a moment.
            }
        } catch (IllegalArgumentException | ConfigException e) {
            why = e.getMessage();
        }
        if (why.isEmpty()) {
            LOG.info("proposes the members {}", next.members());
            clients.propose(client, tag, new Request(0, ask.nonce(), 0,
                    new Command.Change(ask.nonce(), next)));
        } else {
            LOG.info("refuses to {} {}: {}", ask.kind(), ask.name(), why);
            clients.refuse(client, tag, code, why);
        }
    }

    private Roster next(Ask.Change ask) throws ConfigException {
        Roster now = now();
        boolean known = now.named(ask.name()) != null;
        if (ask.kind() == Ask.Change.Kind.ADD && known) {
            throw new ConfigException(ask.name() + " is a member already");
        } else if (ask.kind() != Ask.Change.Kind.ADD && !known) {
            throw new ConfigException("there is no member " + ask.name());
        } else if (ask.kind() == Ask.Change.Kind.REMOVE && now.members().size() == 1) {
            throw new ConfigException(ask.name() + " is the only member");
        } else if (ask.kind() != Ask.Change.Kind.REMOVE) {
            NodeConfig.Address.parse(ask.name(), address(ask));
        }
        Roster next = switch (ask.kind()) {
            case ADD -> now.with(ask.name(), ask.address());
            case REMOVE -> now.without(ask.name());
            case REPLACE -> now.renewed(ask.name(), ask.address().isEmpty()
                    ? now.named(ask.name()).address() : ask.address());
        };
        Optional<String> refusal =
                node.limits.wire().refusal(new Command.Change(ask.nonce(), next));
        if (refusal.isPresent()) {
            throw new ConfigException(refusal.get());
        }
        return next;
    }

    /** Members that vote and are heard both ways; one that comes was asked just now. */
    private String tooFew(Roster next, Ask.Change ask) {
        int needed = next.members().size() / 2 + 1;
        int there = 0;
        StringBuilder missing = new StringBuilder();
        for (Member member : next.members()) {
            boolean comes = now().member(member.id()) == null;
            if (comes || member.id() == node.config.self().id()
                    || node.core.replica.neighbour(member.id())) {
                there++;
            } else {
                missing.append(missing.isEmpty() ? "" : ", ").append(member.name());
            }
        }
        return there >= needed ? "" : "of the " + next.members().size() + " members after it "
                + needed + " must be up, and only " + there + (there == 1 ? " is" : " are")
                + "; bring back " + missing + " before you "
                + ask.kind().name().toLowerCase(Locale.ROOT) + " " + ask.name();
    }

    /** Asks a node that shall become a member whether it is ready. */
    private final class Newcomer implements Handler {
        private final Connection client;
        private final long tag;
        private final Ask.Change ask;
        Connection connection;
        long askedNanos;
        private String verdict = "";
        private boolean judged;

        Newcomer(Connection client, long tag, Ask.Change ask) {
            this.client = client;
            this.tag = tag;
            this.ask = ask;
        }

        void dial() {
            askedNanos = node.ports.clock().nanoTime();
            try {
                next(ask);
                NodeConfig.Address to = NodeConfig.Address.parse(ask.name(), address(ask));
                connection = node.ports.network().dial(
                        new InetSocketAddress(to.host(), to.port()), this);
            } catch (ConfigException | IllegalArgumentException | IllegalStateException e) {
                end(e.getMessage());
                return;
            }
            connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION,
                    node.config.cluster(), Frame.Kind.CLIENT, 0, node.config.self().name())));
            connection.send(codec.encode(new Frame.ClientRequest(1, new Ask.Status())));
        }

        private void end(String notReady) {
            newcomer = null;
            if (node.core.replica.leads().equals(Ballot.ZERO)) {
                clients.refuse(client, tag, Answer.Code.NO_LEADER, "this node does not lead");
            } else {
                settle(client, tag, ask, notReady);
            }
        }

        @Override
        public void frame(Connection from, ByteBuffer payload) {
            try {
                Frame frame = codec.decode(payload);
                if (frame instanceof Frame.HelloAnswer hello && !hello.ok()) {
                    from.close(hello.why());
                } else if (frame instanceof Frame.ClientResponse response
                        && response.answer() instanceof Answer.StatusReport status) {
                    verdict = notReady(status.entries());
                    judged = true;
                    from.close("asked");
                }
            } catch (WireException e) {
                from.close(e.getMessage());
            }
        }

        private String notReady(Map<String, String> status) {
            String decided = status.getOrDefault("decided", "");
            String id = status.getOrDefault("id", "");
            if (!ask.name().equals(status.get("node")) || !decided.matches("\\d{1,18}")) {
                return "at " + address(ask) + " there is " + status.get("node") + ", not "
                        + ask.name();
            } else if (!id.equals(Integer.toString(now().nextId()))) {
                return ask.name() + " was formatted with id=" + id + ", the next member has id="
                        + now().nextId() + ": stop it, and ./ariadne member join " + ask.name()
                        + " into an empty directory";
            }
            if (Status.IN_DOUBT.equals(status.get("votes"))) {
                return ask.name() + " doubts its disk: join anew with an empty directory";
            }
            long behind = node.core.applied() - Long.parseLong(decided);
            // Without the present members it may know only addresses of some that left.
            boolean knowsThem = Integer.toString(now().era()).equals(status.get("era"));
            return knowsThem && behind <= node.limits.catchUpBlocks() ? "" : ask.name() + " is "
                    + behind + " blocks behind: it catches up first, then ask again";
        }

        @Override
        public void closed(Connection closed, String reason) {
            if (newcomer == this) {
                end(judged ? verdict : ask.name() + " does not answer at " + address(ask)
                        + " (" + reason + "): start it first, with id=" + now().nextId()
                        + " in its config file");
            }
        }
    }
}
