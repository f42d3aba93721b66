package ariadne.wire;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Entry;
import ariadne.kv.Image;
import ariadne.kv.Position;
import ariadne.kv.Roster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link StateWriter} wrote, in pieces of any size, and trusts nothing. */
public final class StateReader {
    private final WireLimits limits;
    private final AnswerCodec answers;
    private byte[] pending = new byte[0];
    private int kind;
    private Position last;
    private long stateHash;
    private Roster roster;
    private long rosterSince;
    private final List<Image.Item> items = new ArrayList<>();
    private final List<Image.Owed> sessions = new ArrayList<>();

    public StateReader(WireLimits limits) {
        this.limits = limits;
        this.answers = new AnswerCodec(limits, (height, parent, transactions) -> {
            throw new IllegalStateException("there are no blocks in a state");
        });
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @throws WireException when they are not what a writer makes
     */
    public void take(ByteBuffer bytes) throws WireException {
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + bytes.remaining());
        bytes.get(pending, before, pending.length - before);
        ByteBuffer all = ByteBuffer.wrap(pending);
        while (all.remaining() >= 4) {
            int length = all.getInt(all.position());
            BytesIn.check(length >= 1 && length <= limits.frameBytes(), "a part of %d bytes",
                    length);
            if (all.remaining() < 4 + length) {
                break;
            }
            part(new BytesIn(all.slice(all.position() + 4, length)));
            all.position(all.position() + 4 + length);
        }
        pending = Arrays.copyOfRange(pending, all.position(), pending.length);
    }

    /**
     * The image, when all of it was taken.
     *
     * @throws WireException when the stream ended early
     */
    public Image image() throws WireException {
        BytesIn.check(kind == StateWriter.END && pending.length == 0, "the state ends early");
        return new Image(last, stateHash, roster, rosterSince, items, sessions);
    }

    private void part(BytesIn in) throws WireException {
        int next = in.u8();
        boolean fits = next == kind ? next == StateWriter.ITEMS || next == StateWriter.SESSIONS
                : next == kind + 1;
        BytesIn.check(fits, "part %d behind part %d", next, kind);
        kind = next;
        switch (kind) {
            case StateWriter.STATE -> {
                int version = in.i32();
                BytesIn.check(version == StateWriter.VERSION, "a state of version %d; this"
                        + " program reads %d: run the version that wrote it",
                        version, StateWriter.VERSION);
                last = AnswerCodec.position(in);
                stateHash = in.i64();
                rosterSince = in.natural();
                roster = RosterCodec.decode(in);
            }
            case StateWriter.ITEMS -> {
                while (in.remaining() > 0) {
                    items.add(item(in));
                }
            }
            case StateWriter.SESSIONS -> {
                while (in.remaining() > 0) {
                    sessions.add(session(in));
                }
            }
            default -> { }
        }
        in.end();
    }

    private Image.Item item(BytesIn in) throws WireException {
        Bytes key = in.key(limits);
        BytesIn.check(items.isEmpty() || items.getLast().key().compareTo(key) < 0,
                "keys out of order");
        Bytes value = in.bytesOrNull(limits.valueBytes());
        return new Image.Item(key, new Entry(value, AnswerCodec.position(in)));
    }

    private Image.Owed session(BytesIn in) throws WireException {
        long number = in.i64();
        long floor = in.natural();
        Position used = AnswerCodec.position(in);
        int count = in.count(Integer.MAX_VALUE, LEAST_ANSWER_BYTES);
        List<Image.Kept> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long sequence = in.natural();
            Applied answer = answers.applied(in);
            BytesIn.check(answer.repeat(), "a kept answer that is no repeat");
            BytesIn.check(kept.isEmpty() || kept.getLast().sequence() < sequence,
                    "answers out of order");
            kept.add(new Image.Kept(sequence, answer));
        }
        return new Image.Owed(number, floor, used, kept);
    }

    /** Sequence, kind of result, position, repeat. */
    private static final int LEAST_ANSWER_BYTES = 8 + 1 + 12 + 1;
}
