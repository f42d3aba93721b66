package ariadne.wire;

import ariadne.kv.OperationId;
import ariadne.paxos.Hasher;
import java.nio.ByteBuffer;

/**
 * Frames to payloads and back. The first byte is the type, numbers are big-endian. Holds no
 * state: any thread may use it at any time.
 */
public final class FrameCodec {
    /** Of everything but the two greetings; nodes and clients of another version are refused. */
    public static final int VERSION = 2;

    private static final int MAGIC = 0x41726961;
    private static final int HELLO = 0x01;
    private static final int HELLO_ANSWER = 0x02;
    private static final int FORWARD = 0x30;
    private static final int FORWARD_REFUSED = 0x31;
    private static final int WRITE = 0x40;
    private static final int GET = 0x41;
    private static final int LOOKUP = 0x42;
    private static final int BLOCKS = 0x43;
    private static final int STATUS = 0x44;
    private static final int NOMINATE = 0x45;
    private static final int SNAPSHOT = 0x46;
    private static final int MEMBERS = 0x47;
    private static final int CHANGE = 0x48;
    private static final int SHORT_FRAME_BYTES = 160;

    private final WireLimits limits;
    private final MessageCodec messages;
    private final AnswerCodec answers;

    /** A codec that computes the hashes of the blocks it reads. */
    public FrameCodec(WireLimits limits, Hasher hasher) {
        this.limits = limits;
        messages = new MessageCodec(limits, hasher);
        answers = new AnswerCodec(limits, hasher);
    }

    public WireLimits limits() {
        return limits;
    }

    /**
     * The payload of a frame. Texts over the limit are cut short.
     *
     * @throws IllegalArgumentException when it would be over the limit of a frame
     */
    public byte[] encode(Frame frame) {
        int sizeBytes = sizeBytes(frame);
        BytesOut out = new BytesOut(sizeBytes == 0 ? SHORT_FRAME_BYTES : sizeBytes);
        int text = limits.textBytes();
        switch (frame) {
            case Frame.Hello f -> out.u8(HELLO).i32(MAGIC).i32(f.version())
                    .text(f.cluster(), text).u8(f.kind().ordinal()).i32(f.node())
                    .text(f.name(), text);
            case Frame.HelloAnswer f -> out.u8(HELLO_ANSWER).i32(MAGIC).flag(f.ok())
                    .i32(f.node()).text(f.why(), text);
            case Frame.Peer f -> MessageCodec.encode(out, f.message());
            case Frame.Forward f -> out.u8(FORWARD).i64(f.tag()).array(f.transaction());
            case Frame.ForwardRefused f -> out.u8(FORWARD_REFUSED).i64(f.tag())
                    .i32(f.leaderHint()).text(f.why(), text);
            case Frame.ClientRequest f -> ask(out, f.tag(), f.ask());
            case Frame.ClientResponse f -> answers.encode(out, f.tag(), f.answer());
        }
        if (out.length() > limits.frameBytes()) {
            throw new IllegalArgumentException("a frame of " + out.length()
                    + " bytes, the limit is " + limits.frameBytes());
        }
        return out.done();
    }

    /**
     * The frame of a payload: all remaining bytes of the buffer, whose position stays.
     *
     * @throws WireException when the bytes are no frame, are over a limit, or hold blocks that
     *     are not linked
     */
    public Frame decode(ByteBuffer payload) throws WireException {
        if (payload.remaining() > limits.frameBytes()) {
            throw WireException.of("a frame of %d bytes, the limit is %d", payload.remaining(),
                    limits.frameBytes());
        }
        BytesIn in = new BytesIn(payload);
        Frame frame = decode(in.u8(), in);
        in.end();
        return frame;
    }

    private Frame decode(int type, BytesIn in) throws WireException {
        int text = limits.textBytes();
        if (type >= MessageCodec.FIRST && type <= MessageCodec.LAST) {
            return new Frame.Peer(messages.decode(type, in));
        }
        if (type >= AnswerCodec.FIRST && type <= AnswerCodec.LAST) {
            return new Frame.ClientResponse(in.i64(), answers.decode(type, in));
        }
        return switch (type) {
            case HELLO -> {
                magic(in);
                yield new Frame.Hello(in.i32(), in.text(text), kind(in), in.natural32(),
                        in.text(text));
            }
            case HELLO_ANSWER -> {
                magic(in);
                yield new Frame.HelloAnswer(in.flag(), in.natural32(), in.text(text));
            }
            case FORWARD -> new Frame.Forward(in.i64(), in.array(limits.frameBytes()));
            case FORWARD_REFUSED ->
                    new Frame.ForwardRefused(in.i64(), in.natural32(), in.text(text));
            default -> new Frame.ClientRequest(in.i64(), ask(type, in));
        };
    }

    private void ask(BytesOut out, long tag, Ask ask) {
        switch (ask) {
            case Ask.Write a -> out.u8(WRITE).i64(tag).array(a.transaction());
            case Ask.Get a -> out.u8(GET).i64(tag).bytes(a.key());
            case Ask.Lookup a -> out.u8(LOOKUP).i64(tag).i64(a.id().session())
                    .i64(a.id().sequence());
            case Ask.Blocks a -> out.u8(BLOCKS).i64(tag).i64(a.fromHeight()).i32(a.maxBytes());
            case Ask.Status a -> out.u8(STATUS).i64(tag);
            case Ask.Nominate a -> out.u8(NOMINATE).i64(tag);
            case Ask.Snapshot a -> out.u8(SNAPSHOT).i64(tag).i64(a.height()).i64(a.offset())
                    .i32(a.maxBytes());
            case Ask.Members a -> out.u8(MEMBERS).i64(tag);
            case Ask.Change a -> out.u8(CHANGE).i64(tag).i64(a.nonce()).u8(a.kind().ordinal())
                    .text(a.name(), limits.textBytes()).text(a.address(), limits.textBytes());
        }
    }

    private static Ask.Change.Kind change(BytesIn in) throws WireException {
        int number = in.u8();
        Ask.Change.Kind[] kinds = Ask.Change.Kind.values();
        BytesIn.check(number < kinds.length, "no change is of kind %d", number);
        return kinds[number];
    }

    private Ask ask(int type, BytesIn in) throws WireException {
        return switch (type) {
            case WRITE -> new Ask.Write(in.array(limits.frameBytes()));
            case GET -> new Ask.Get(in.key(limits));
            case LOOKUP -> new Ask.Lookup(new OperationId(in.i64(), in.i64()));
            case BLOCKS -> new Ask.Blocks(in.natural(), in.natural32());
            case STATUS -> new Ask.Status();
            case NOMINATE -> new Ask.Nominate();
            case SNAPSHOT -> new Ask.Snapshot(in.natural(), in.natural(), in.natural32());
            case MEMBERS -> new Ask.Members();
            case CHANGE -> new Ask.Change(in.i64(), change(in), in.text(limits.textBytes()),
                    in.text(limits.textBytes()));
            default -> throw WireException.of("no frame is of type %d", type);
        };
    }

    /** Bytes of a frame, where it is long or frequent, so that none is copied; else 0. */
    static int sizeBytes(Frame frame) {
        return switch (frame) {
            case Frame.Peer f -> MessageCodec.sizeBytes(f.message());
            case Frame.Forward f -> 1 + 8 + 4 + f.transaction().length;
            case Frame.ClientRequest f when f.ask() instanceof Ask.Write write ->
                    1 + 8 + 4 + write.transaction().length;
            case Frame.ClientResponse f -> AnswerCodec.sizeBytes(f.answer());
            default -> 0;
        };
    }

    private static Frame.Kind kind(BytesIn in) throws WireException {
        int number = in.u8();
        BytesIn.check(number < Frame.Kind.values().length, "no kind of dialer is %d", number);
        return Frame.Kind.values()[number];
    }

    private static void magic(BytesIn in) throws WireException {
        BytesIn.check(in.i32() == MAGIC, "a greeting in another language");
    }
}
