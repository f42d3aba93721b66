package ariadne.simulator.cluster;

import ariadne.paxos.Message;
import ariadne.simulator.Agenda;
import ariadne.simulator.Dice;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Folds every event into 64 bits, and hands them as data to whoever wants to see them. */
public final class Trace {
    /** Something that happened. Hosts are counted from 1, nodes first. */
    public sealed interface Event {
        /** A frame came to the other side's kernel; {@code sentMicros} is when it left. */
        record Carried(long atMicros, long sentMicros, int from, int to, Frame frame)
                implements Event {
            /** Whether it only says that somebody lives. */
            public boolean isBeat() {
                return frame instanceof Frame.Peer peer
                        && (peer.message() instanceof Message.Heartbeat
                                || peer.message() instanceof Message.HeartbeatAnswer);
            }
        }

        /** Something on one host, or with host 0 on all. */
        record Happened(long atMicros, int host, String words) implements Event {}

        /** A node's disk was forced in a turn. */
        record Forced(long atMicros, int host) implements Event {}

        long atMicros();
    }

    private final Agenda agenda;
    private final FrameCodec codec;
    private final Consumer<Event> events;
    private long hash;

    /** A trace whose events are only folded when {@code events} is null. */
    Trace(Agenda agenda, FrameCodec codec, Consumer<Event> events) {
        this.agenda = agenda;
        this.codec = codec;
        this.events = events;
    }

    long hash() {
        return hash;
    }

    private void fold(long a, long b) {
        hash = Dice.mix(hash + Dice.mix(agenda.nowMicros() * 31 + a) + b);
    }

    void carried(Wire wire, byte[] payload, long departs) {
        int from = wire.sockets.host.id;
        fold(from * 64L + wire.remote, Arrays.hashCode(payload));
        if (events != null && payload.length > 0) {
            try {
                events.accept(new Event.Carried(agenda.nowMicros(), departs, from, wire.remote,
                        codec.decode(ByteBuffer.wrap(payload))));
            } catch (WireException e) {
                throw new IllegalStateException("a node sent what is no frame", e);
            }
        }
    }

    void event(int host, String words) {
        fold(host, words.hashCode());
        if (events != null) {
            events.accept(new Event.Happened(agenda.nowMicros(), host, words));
        }
    }

    void forced(int host) {
        if (events != null) {
            events.accept(new Event.Forced(agenda.nowMicros(), host));
        }
    }
}
