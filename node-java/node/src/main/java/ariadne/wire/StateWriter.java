package ariadne.wire;

import ariadne.kv.Image;
import ariadne.kv.Roster;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An image as a stream of bytes, made part by part so that it never stands in memory whole. Equal
 * images give equal bytes. {@link StateReader} reads them, whatever pieces they arrive in.
 *
 * <p>The stream is a row of parts, each after its length in 4 bytes: one {@code STATE}, then
 * {@code ITEMS} in the order of keys, {@code SESSIONS} in the order of last use, and {@code END}.
 */
public final class StateWriter implements Iterator<byte[]> {
    static final int VERSION = 2;
    static final int STATE = 1;
    static final int ITEMS = 2;
    static final int SESSIONS = 3;
    static final int END = 4;
    /** A part ends with the record that takes it over this size. */
    static final int PART_BYTES = 64 << 10;

    private final Image image;
    private final List<Image.Item> items;
    private int nextItem;
    private int nextSession;
    private int kind = STATE;

    public StateWriter(Image image) {
        this.image = image;
        this.items = image.items().stream()
                .sorted(Comparator.comparing(Image.Item::key)).toList();
    }

    /** A roster alone, as a snapshot's header names the members. */
    public static byte[] members(Roster roster) {
        return RosterCodec.encode(new BytesOut(64), roster).done();
    }

    @Override
    public boolean hasNext() {
        return kind <= END;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the image is written");
        }
        BytesOut out = new BytesOut(PART_BYTES / 4).i32(0).u8(kind);
        switch (kind) {
            case STATE -> state(out);
            case ITEMS -> {
                while (nextItem < items.size() && out.length() < PART_BYTES) {
                    item(out, items.get(nextItem++));
                }
            }
            case SESSIONS -> {
                while (nextSession < image.sessions().size() && out.length() < PART_BYTES) {
                    session(out, image.sessions().get(nextSession++));
                }
            }
            default -> { }
        }
        if (kind != ITEMS && kind != SESSIONS || kind == ITEMS && nextItem == items.size()
                || kind == SESSIONS && nextSession == image.sessions().size()) {
            kind++;
        }
        return out.length(0).done();
    }

    private void state(BytesOut out) {
        out.i32(VERSION);
        AnswerCodec.position(out, image.last()).i64(image.stateHash());
        RosterCodec.encode(out.i64(image.rosterSince()), image.roster());
    }

    private static void item(BytesOut out, Image.Item item) {
        AnswerCodec.position(out.bytes(item.key()).bytes(item.entry().value()),
                item.entry().written());
    }

    private static void session(BytesOut out, Image.Owed owed) {
        AnswerCodec.position(out.i64(owed.number()).i64(owed.floor()), owed.used())
                .i32(owed.answers().size());
        for (Image.Kept kept : owed.answers()) {
            AnswerCodec.applied(out.i64(kept.sequence()), kept.answer());
        }
    }
}
