package ariadne.kv;

/**
 * A sum of the hashes of all parts of a state: it does not depend on their order, and a part is
 * taken out by subtraction. Finds nodes that diverge by a bug; no defence against an attacker.
 */
final class StateHash {
    private static final long ENTRY = 1;
    private static final long SESSION = 2;
    private static final long ANSWER = 3;
    private static final long MEMBER = 4;
    private static final long ABSENT = 0x9e3779b97f4a7c15L;

    private long sum;

    long value() {
        return sum;
    }

    /** Returns what it adds, for {@link #remove(long)}. */
    long add(Bytes key, Bytes value, Position written) {
        long added = mix(mix(mix(ENTRY, key), value), written);
        sum += added;
        return added;
    }

    void remove(long added) {
        sum -= added;
    }

    /** Returns what it adds. */
    long add(Session session) {
        long added = mix(mix(mix(SESSION, session.number), session.floor), session.used);
        sum += added;
        return added;
    }

    void add(Roster roster) {
        sum += hash(roster);
    }

    void remove(Roster roster) {
        sum -= hash(roster);
    }

    void add(long session, long sequence, Applied answer) {
        sum += hash(session, sequence, answer);
    }

    void remove(long session, long sequence, Applied answer) {
        sum -= hash(session, sequence, answer);
    }

    private static long hash(Roster roster) {
        long h = mix(mix(MEMBER, roster.era()), roster.nextId());
        for (Member member : roster.members()) {
            h = mix(mix(mix(h, member.id()), member.name()), member.address());
        }
        return h;
    }

    private static long hash(long session, long sequence, Applied answer) {
        long h = mix(mix(mix(ANSWER, session), sequence), answer.position());
        return switch (answer.result()) {
            case Result.Changed changed -> mix(mix(h, 5), changed.era());
            case Result.Done done -> mix(h, 1);
            case Result.Mismatch m -> mix(mix(mix(h, 2), m.seen()), m.written());
            case Result.Opened opened -> mix(mix(h, 3), opened.session());
            case Result.Rejected rejected -> mix(mix(h, 4), rejected.reason().ordinal());
        };
    }

    private static long mix(long h, Position position) {
        return mix(h, position.height() << Store.INDEX_BITS | position.index());
    }

    private static long mix(long h, String text) {
        long x = mix(h, text.length());
        for (int i = 0; i < text.length(); i++) {
            x = (x ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(x, 0);
    }

    private static long mix(long h, Bytes bytes) {
        if (bytes == null) {
            return mix(h, ABSENT);
        }
        byte[] array = bytes.array();
        long x = mix(h, array.length);
        int at = 0;
        for (; at <= array.length - Long.BYTES; at += Long.BYTES) {
            x = (x ^ word(array, at)) * ABSENT;
            x ^= x >>> 32;
        }
        for (; at < array.length; at++) {
            x = (x ^ array[at] & 0xff) * 0x100000001b3L;
        }
        return mix(x, 0);
    }

    private static long word(byte[] array, int at) {
        return half(array, at) | half(array, at + Integer.BYTES) << Integer.SIZE;
    }

    private static long half(byte[] array, int at) {
        return (array[at] & 0xff | (array[at + 1] & 0xff) << 8 | (array[at + 2] & 0xff) << 16
                | array[at + 3] << 24) & 0xffffffffL;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA '14). */
    private static long mix(long h, long value) {
        long x = h * ABSENT + value + 1;
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }
}
