package ariadne.wire;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Hasher;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import java.util.List;

/** The messages of the protocol, types 0x10 to 0x1d. */
final class MessageCodec {
    static final int FIRST = 0x10;
    static final int LAST = 0x1e;

    private static final int PREPARE = 0x10;
    private static final int PROMISE = 0x11;
    private static final int REFUSED = 0x12;
    private static final int SYNC = 0x13;
    private static final int ACCEPT = 0x14;
    private static final int ACCEPTED = 0x15;
    private static final int BEHIND = 0x16;
    private static final int DECIDED = 0x17;
    private static final int HEARTBEAT = 0x18;
    private static final int HEARTBEAT_ANSWER = 0x19;
    private static final int CONFIRM = 0x1a;
    private static final int CONFIRMED = 0x1b;
    private static final int READ_ASK = 0x1c;
    private static final int READ_ANSWER = 0x1d;
    private static final int OVER = 0x1e;

    private static final int BALLOT_BYTES = 4 + 8 + 4;
    private static final int STANDING_BYTES = 2 * BALLOT_BYTES + 8 + BlockCodec.HASH_BYTES + 8;

    private final BlockCodec blockCodec;

    MessageCodec(WireLimits limits, Hasher hasher) {
        blockCodec = new BlockCodec(limits, hasher);
    }

    /** Bytes of a message, where it is long or frequent; 0 for the others. */
    static int sizeBytes(Message message) {
        return switch (message) {
            case Message.Promise m ->
                    1 + BALLOT_BYTES + STANDING_BYTES + BlockCodec.sizeBytes(m.blocks());
            case Message.Sync m -> 1 + BALLOT_BYTES + 8 + BlockCodec.HASH_BYTES
                    + BlockCodec.sizeBytes(m.blocks()) + 1 + 8 + 8;
            case Message.Accept m -> 1 + BALLOT_BYTES + 8 + BlockCodec.HASH_BYTES
                    + BlockCodec.sizeBytes(m.blocks()) + 8;
            case Message.Accepted m -> 1 + BALLOT_BYTES + 8 + BlockCodec.HASH_BYTES;
            case Message.Decided m -> 1 + BALLOT_BYTES + 8;
            default -> 0;
        };
    }

    static void encode(BytesOut out, Message message) {
        switch (message) {
            case Message.Prepare m -> ballot(out.u8(PREPARE), m.ballot()).i64(m.decided());
            case Message.Promise m -> {
                standing(ballot(out.u8(PROMISE), m.ballot()), m.standing());
                BlockCodec.blocks(out, m.blocks());
            }
            case Message.Refused m ->
                    ballot(ballot(out.u8(REFUSED), m.ballot()), m.promised());
            case Message.Sync m -> {
                ballot(out.u8(SYNC), m.ballot()).i64(m.parent());
                BlockCodec.hash(out, m.parentHash());
                BlockCodec.blocks(out, m.blocks());
                out.flag(m.last()).i64(m.decided()).i64(m.answers());
            }
            case Message.Accept m -> {
                ballot(out.u8(ACCEPT), m.ballot()).i64(m.parent());
                BlockCodec.hash(out, m.parentHash());
                BlockCodec.blocks(out, m.blocks());
                out.i64(m.decided());
            }
            case Message.Accepted m -> BlockCodec.hash(
                    ballot(out.u8(ACCEPTED), m.ballot()).i64(m.height()), m.hash());
            case Message.Behind m ->
                    standing(ballot(out.u8(BEHIND), m.ballot()), m.standing()).i64(m.fits())
                            .i64(m.life());
            case Message.Decided m -> ballot(out.u8(DECIDED), m.ballot()).i64(m.height());
            case Message.Heartbeat m -> ballot(ballot(
                    out.u8(HEARTBEAT).i64(m.beat()).i32(m.era()), m.promised()), m.leads())
                    .flag(m.content()).i64(m.decided());
            case Message.HeartbeatAnswer m -> ballot(standing(
                    out.u8(HEARTBEAT_ANSWER).i64(m.beat()).i32(m.era()), m.standing()), m.leads())
                    .flag(m.content()).flag(m.votes());
            case Message.Over m -> out.u8(OVER).i32(m.era()).i64(m.stop());
            case Message.Confirm m -> ballot(out.u8(CONFIRM), m.ballot()).i64(m.round());
            case Message.Confirmed m -> ballot(out.u8(CONFIRMED), m.ballot()).i64(m.round());
            case Message.ReadAsk m -> out.u8(READ_ASK).i64(m.id());
            case Message.ReadAnswer m -> out.u8(READ_ANSWER).i64(m.id()).i64(m.height());
        }
    }

    Message decode(int type, BytesIn in) throws WireException {
        return switch (type) {
            case PREPARE -> new Message.Prepare(ballot(in), in.natural());
            case PROMISE ->
                    new Message.Promise(ballot(in), standing(in), blockCodec.blocks(in));
            case REFUSED -> new Message.Refused(ballot(in), ballot(in));
            case SYNC -> sync(in);
            case ACCEPT -> accept(in);
            case ACCEPTED ->
                    new Message.Accepted(ballot(in), in.natural(), BlockCodec.hash(in));
            case BEHIND -> new Message.Behind(ballot(in), standing(in), in.natural(), in.i64());
            case DECIDED -> new Message.Decided(ballot(in), in.natural());
            case HEARTBEAT -> new Message.Heartbeat(in.i64(), in.natural32(), ballot(in),
                    ballot(in), in.flag(), in.natural());
            case HEARTBEAT_ANSWER -> new Message.HeartbeatAnswer(in.i64(), in.natural32(),
                    standing(in), ballot(in), in.flag(), in.flag());
            case OVER -> new Message.Over(in.natural32(), in.natural());
            case CONFIRM -> new Message.Confirm(ballot(in), in.natural());
            case CONFIRMED -> new Message.Confirmed(ballot(in), in.natural());
            case READ_ASK -> new Message.ReadAsk(in.i64());
            case READ_ANSWER -> new Message.ReadAnswer(in.i64(), heightOrNone(in));
            default -> throw WireException.of("no message is of type %d", type);
        };
    }

    private Message sync(BytesIn in) throws WireException {
        Ballot ballot = ballot(in);
        long parent = in.natural();
        Hash parentHash = BlockCodec.hash(in);
        List<Block> blocks = blockCodec.blocks(in, parent, parentHash);
        return new Message.Sync(ballot, parent, parentHash, blocks, in.flag(), in.natural(),
                in.i64());
    }

    private Message accept(BytesIn in) throws WireException {
        Ballot ballot = ballot(in);
        long parent = in.natural();
        Hash parentHash = BlockCodec.hash(in);
        List<Block> blocks = blockCodec.blocks(in, parent, parentHash);
        return new Message.Accept(ballot, parent, parentHash, blocks, in.natural());
    }

    private static long heightOrNone(BytesIn in) throws WireException {
        long height = in.i64();
        BytesIn.check(height >= -1, "a height of %d", height);
        return height;
    }

    private static BytesOut ballot(BytesOut out, Ballot ballot) {
        return out.i32(ballot.era()).i64(ballot.round()).i32(ballot.node());
    }

    private static Ballot ballot(BytesIn in) throws WireException {
        return new Ballot(in.natural32(), in.natural(), in.natural32());
    }

    private static BytesOut standing(BytesOut out, Standing standing) {
        ballot(ballot(out, standing.promised()), standing.accepted()).i64(standing.tip());
        BlockCodec.hash(out, standing.tipHash());
        return out.i64(standing.decided());
    }

    private static Standing standing(BytesIn in) throws WireException {
        return new Standing(ballot(in), ballot(in), in.natural(), BlockCodec.hash(in),
                in.natural());
    }
}
