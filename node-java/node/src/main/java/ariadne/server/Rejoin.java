package ariadne.server;

import ariadne.chain.Sha256Hasher;
import ariadne.kv.Roster;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Asks the leader, again and again, to let this node take the place of the member of its name
 * that is gone. Only under an id that was never a member: so neither one that was replaced nor one
 * that was removed asks to be back.
 */
final class Rejoin implements Handler {
    private static final long PAUSE_NANOS = 500_000_000L;
    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final Logger LOG = LogManager.getLogger(Rejoin.class);

    private final Node node;
    private final FrameCodec codec;
    private final long firstNonce;
    private Connection connection;
    private Member leader;
    private long askedNanos;
    private int asked;
    private String said = "";

    Rejoin(Node node, long firstNonce) {
        this.node = node;
        this.codec = new FrameCodec(node.limits.wire(), new Sha256Hasher());
        this.firstNonce = firstNonce;
    }

    private boolean wanted() {
        Roster roster = node.core.store.roster();
        return node.config.rejoins() && node.config.self().id() >= roster.nextId()
                && roster.named(node.config.self().name()) != null;
    }

    void tick(long nowNanos) {
        if (connection != null && nowNanos - askedNanos > PATIENCE_NANOS) {
            connection.close("no answer");
        } else if (connection == null && nowNanos - askedNanos > PAUSE_NANOS && wanted()) {
            ask(nowNanos);
        }
    }

    private void ask(long nowNanos) {
        List<Member> others = node.directory.others().stream()
                .filter(member -> !member.name().equals(node.config.self().name())).toList();
        if (others.isEmpty()) {
            return;
        }
        Member to = leader != null ? leader : others.get(asked % others.size());
        leader = null;
        askedNanos = nowNanos;
        connection = node.ports.network().dial(to.address(), this);
        connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION, node.config.cluster(),
                Frame.Kind.CLIENT, 0, node.config.self().name())));
        connection.send(codec.encode(new Frame.ClientRequest(1, new Ask.Change(
                firstNonce + asked++, Ask.Change.Kind.REPLACE, node.config.self().name(),
                node.config.listen().toString()))));
    }

    @Override
    public void frame(Connection from, ByteBuffer payload) {
        try {
            if (codec.decode(payload) instanceof Frame.ClientResponse response) {
                if (response.answer() instanceof Answer.Refused refused) {
                    leader = node.directory.other(refused.leaderName());
                    if (!refused.why().equals(said)) {
                        said = refused.why();
                        LOG.info("can't rejoin yet: {}", said);
                    }
                }
                from.close("asked");
            }
        } catch (WireException e) {
            from.close(e.getMessage());
        }
    }

    @Override
    public void closed(Connection closed, String reason) {
        if (closed == connection) {
            connection = null;
        }
    }
}
