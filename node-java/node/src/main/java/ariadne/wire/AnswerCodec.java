package ariadne.wire;

import ariadne.kv.Applied;
import ariadne.kv.Entry;
import ariadne.kv.Position;
import ariadne.kv.Result;
import ariadne.paxos.Hasher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answers to clients, types 0x50 to 0x59; the tag stands behind the type. */
final class AnswerCodec {
    static final int FIRST = 0x50;
    static final int LAST = 0x59;

    private static final int JUDGED = 0x50;
    private static final int VALUE = 0x51;
    private static final int FOUND = 0x52;
    private static final int CHAIN_PART = 0x53;
    private static final int STATUS = 0x54;
    private static final int NOMINATED = 0x55;
    private static final int REFUSED = 0x56;
    private static final int UNKNOWN = 0x57;
    private static final int SNAPSHOT_PART = 0x58;
    private static final int MEMBERS = 0x59;

    private static final int TAGGED_BYTES = 1 + 8;
    private static final int POSITION_BYTES = 8 + 4;

    private static final int OPENED = 1;
    private static final int DONE = 2;
    private static final int MISMATCH = 3;
    private static final int REJECTED = 4;
    private static final int CHANGED = 5;

    private final WireLimits limits;
    private final BlockCodec blockCodec;

    AnswerCodec(WireLimits limits, Hasher hasher) {
        this.limits = limits;
        blockCodec = new BlockCodec(limits, hasher);
    }

    /** Bytes of an answer with its tag, where it is long or frequent; 0 for the others. */
    static int sizeBytes(Answer answer) {
        return switch (answer) {
            case Answer.Judged(Applied(Result.Done done, var position, boolean repeat)) ->
                    TAGGED_BYTES + 1 + POSITION_BYTES + 1;
            case Answer.Value a -> TAGGED_BYTES + 4 + POSITION_BYTES + 8
                    + (a.entry().value() == null ? 0 : a.entry().value().length());
            case Answer.ChainPart a -> TAGGED_BYTES + 8 + BlockCodec.sizeBytes(a.blocks());
            case Answer.SnapshotPart a -> TAGGED_BYTES + 8 + BlockCodec.HASH_BYTES
                    + 4 + a.members().length + 8 + BlockCodec.HASH_BYTES
                    + 8 + 4 + a.bytes().length;
            default -> 0;
        };
    }

    void encode(BytesOut out, long tag, Answer answer) {
        int text = limits.textBytes();
        switch (answer) {
            case Answer.Judged a -> applied(out.u8(JUDGED).i64(tag), a.applied());
            case Answer.Value a -> position(out.u8(VALUE).i64(tag).bytes(a.entry().value()),
                    a.entry().written()).i64(a.height());
            case Answer.Found a -> {
                out.u8(FOUND).i64(tag).i64(a.height()).flag(a.applied().isPresent());
                a.applied().ifPresent(applied -> applied(out, applied));
            }
            case Answer.ChainPart a ->
                    BlockCodec.blocks(out.u8(CHAIN_PART).i64(tag).i64(a.decided()), a.blocks());
            case Answer.StatusReport a -> {
                out.u8(STATUS).i64(tag).i32(a.entries().size());
                a.entries().forEach((name, value) -> out.text(name, text).text(value, text));
            }
            case Answer.Nominated a ->
                    out.u8(NOMINATED).i64(tag).flag(a.stands()).text(a.why(), text);
            case Answer.Refused a -> out.u8(REFUSED).i64(tag).u8(a.code().ordinal())
                    .text(a.why(), text).text(a.leaderName(), text);
            case Answer.Unknown a -> out.u8(UNKNOWN).i64(tag).text(a.why(), text);
            case Answer.SnapshotPart a -> {
                BlockCodec.hash(out.u8(SNAPSHOT_PART).i64(tag).i64(a.height()), a.hash());
                BlockCodec.hash(out.array(a.members()).i64(a.sizeBytes()), a.digest());
                out.i64(a.offset()).array(a.bytes());
            }
            case Answer.Members a -> RosterCodec.encode(
                    RosterCodec.encode(out.u8(MEMBERS).i64(tag), a.now()), a.first());
        }
    }

    Answer decode(int type, BytesIn in) throws WireException {
        int text = limits.textBytes();
        return switch (type) {
            case JUDGED -> new Answer.Judged(applied(in));
            case VALUE -> new Answer.Value(
                    new Entry(in.bytesOrNull(limits.valueBytes()), position(in)), in.natural());
            case FOUND -> {
                long height = in.natural();
                yield new Answer.Found(
                        in.flag() ? Optional.of(applied(in)) : Optional.empty(), height);
            }
            case CHAIN_PART -> new Answer.ChainPart(in.natural(), blockCodec.blocks(in));
            case STATUS -> new Answer.StatusReport(entries(in));
            case NOMINATED -> new Answer.Nominated(in.flag(), in.text(text));
            case REFUSED -> new Answer.Refused(code(in), in.text(text), in.text(text));
            case UNKNOWN -> new Answer.Unknown(in.text(text));
            case SNAPSHOT_PART -> new Answer.SnapshotPart(in.natural(), BlockCodec.hash(in),
                    in.array(limits.textBytes()), in.natural(), BlockCodec.hash(in),
                    in.natural(), in.array(limits.frameBytes()));
            case MEMBERS -> new Answer.Members(RosterCodec.decode(in), RosterCodec.decode(in));
            default -> throw WireException.of("no answer is of type %d", type);
        };
    }

    private Map<String, String> entries(BytesIn in) throws WireException {
        int count = in.count(limits.statusEntries(), 4);
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.text(limits.textBytes());
            String before = entries.put(name, in.text(limits.textBytes()));
            BytesIn.check(before == null, "status '%s' twice", name);
        }
        return entries;
    }

    private static Answer.Code code(BytesIn in) throws WireException {
        int number = in.u8();
        Answer.Code[] codes = Answer.Code.values();
        BytesIn.check(number < codes.length, "no code is %d", number);
        return codes[number];
    }

    static void applied(BytesOut out, Applied applied) {
        switch (applied.result()) {
            case Result.Opened r -> out.u8(OPENED).i64(r.session());
            case Result.Done r -> out.u8(DONE);
            case Result.Changed r -> out.u8(CHANGED).i32(r.era());
            case Result.Mismatch r -> position(out.u8(MISMATCH).bytes(r.seen()), r.written());
            case Result.Rejected r -> out.u8(REJECTED).u8(r.reason().ordinal());
        }
        position(out, applied.position()).flag(applied.repeat());
    }

    Applied applied(BytesIn in) throws WireException {
        return new Applied(result(in), position(in), in.flag());
    }

    private Result result(BytesIn in) throws WireException {
        int kind = in.u8();
        return switch (kind) {
            case OPENED -> new Result.Opened(in.i64());
            case DONE -> new Result.Done();
            case CHANGED -> new Result.Changed(in.natural32());
            case MISMATCH ->
                    new Result.Mismatch(in.bytesOrNull(limits.valueBytes()), position(in));
            case REJECTED -> {
                int number = in.u8();
                Result.Reason[] reasons = Result.Reason.values();
                BytesIn.check(number < reasons.length, "no reason is %d", number);
                yield new Result.Rejected(reasons[number]);
            }
            default -> throw WireException.of("no result is of kind %d", kind);
        };
    }

    static BytesOut position(BytesOut out, Position position) {
        return out.i64(position.height()).i32(position.index());
    }

    static Position position(BytesIn in) throws WireException {
        return new Position(in.natural(), in.natural32());
    }
}
