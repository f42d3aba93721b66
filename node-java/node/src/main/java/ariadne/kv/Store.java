package ariadne.kv;

import ariadne.kv.Result.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state that the chain describes: keys with their values, and the sessions that make each
 * request take effect once (Ongaro's thesis, section 6.3). A function of the requests applied, in
 * their order. Single-threaded.
 *
 * <p>Only a request that is judged for the first time in its session changes anything: a repeat
 * and a rejected request leave keys, floors and the order of expiry as they are.
 */
public class Store {
    static final int INDEX_BITS = 16;
    private static final Result DONE = new Result.Done();

    /**
     * What a key holds, and what that adds to the state's hash, so that it is computed once. A
     * put makes no object but its value here: what a key held before is the collector's work.
     */
    private static final class Held {
        byte[] value;
        long height;
        int index;
        long hash;

        Entry entry() {
            return new Entry(value == null ? null : Bytes.of(value), new Position(height, index));
        }
    }

    private final SessionLimits limits;
    private final Map<Bytes, Held> entries = new HashMap<>();
    /** In the order of their last use. */
    private final LinkedHashMap<Long, Session> sessions = new LinkedHashMap<>();
    /** The last of them, since the next request is mostly of the same. */
    private Session latest;
    private StateHash hash = new StateHash();
    private Roster roster;
    /** Height of the stop block that brought it, 0 for the first. */
    private long rosterSince;
    private Position last = Position.NONE;
    private long keys;

    /** An empty store of no cluster. */
    public Store(SessionLimits limits) {
        this(limits, Roster.NONE);
    }

    /** An empty store, as below the first block of a cluster with these first members. */
    public Store(SessionLimits limits, Roster roster) {
        this.limits = limits;
        this.roster = roster;
        hash.add(roster);
    }

    /**
     * Applies one transaction.
     *
     * @param at greater than at the call before
     */
    public Applied apply(Position at, Request request) {
        if (at.height() < 1 || at.index() >>> INDEX_BITS != 0
                || at.compareTo(last) <= 0) {
            throw new AssertionError("asked to apply " + at + " after " + last);
        }
        last = at;
        if (request.command() instanceof Command.Open
                || request.command() instanceof Command.Change) {
            return new Applied(execute(at, request.command()), at, false);
        }
        Applied first = answered(request.id());
        return first != null ? first : judge(at, request);
    }

    /** What the dedupe table holds for a request, null when it was not judged before. */
    protected Applied answered(OperationId id) {
        return lookup(id).orElse(null);
    }

    /** Judges a request that has no answer yet. */
    protected Applied judge(Position at, Request request) {
        Session session = session(request.session());
        if (session == null) {
            return rejected(at, Reason.NO_SESSION);
        }
        long floor = Math.max(session.floor, request.floor());
        if (request.sequence() < floor) {
            return rejected(at, Reason.BELOW_FLOOR);
        } else if (session.outstanding(floor) >= limits.maxOutstanding()) {
            return rejected(at, Reason.TOO_MANY_OUTSTANDING);
        }
        session.answers.forgetBelow(floor, (forgotten, sequence) ->
                hash.remove(session.number, sequence, forgotten));
        touch(session, floor, at);
        Result result = execute(at, request.command());
        Applied answer = new Applied(result, at, true);
        session.answers.put(request.sequence(), answer);
        hash.add(session.number, request.sequence(), answer);
        return new Applied(result, at, false);
    }

    /** What a command does, whoever asks for it. */
    protected Result execute(Position at, Command command) {
        return switch (command) {
            case Command.Open open -> open(at);
            case Command.Change change -> change(at, change.next());
            case Command.Put put -> write(put.key(), put.value(), at);
            case Command.Delete delete -> write(delete.key(), null, at);
            case Command.Cas cas -> compareAndSet(cas, at);
        };
    }

    /** Sets a value when the expected one stands there; null is absence on both sides. */
    protected Result compareAndSet(Command.Cas cas, Position at) {
        Entry entry = get(cas.key());
        boolean met = entry.value() == null
                ? cas.expected() == null : entry.value().equals(cas.expected());
        return met ? write(cas.key(), cas.value(), at)
                : new Result.Mismatch(entry.value(), entry.written());
    }

    /** Puts a value, or with null a tombstone that keeps the position. */
    protected final Result write(Bytes key, Bytes value, Position at) {
        hold(key, value, at);
        return DONE;
    }

    private void hold(Bytes key, Bytes value, Position written) {
        Held held = entries.computeIfAbsent(key, absent -> new Held());
        keys += (value == null ? 0 : 1) - (held.value == null ? 0 : 1);
        hash.remove(held.hash);
        held.value = value == null ? null : value.array();
        held.height = written.height();
        held.index = written.index();
        held.hash = hash.add(key, value, written);
    }

    private static Applied rejected(Position at, Reason reason) {
        return new Applied(new Result.Rejected(reason), at, false);
    }

    private Result open(Position at) {
        if (sessions.size() >= limits.maxSessions()) {
            expireLeastRecentlyUsed();
        }
        Session session = new Session(at.height() << INDEX_BITS | at.index(), at);
        sessions.put(session.number, session);
        latest = session;
        session.hash = hash.add(session);
        return new Result.Opened(session.number);
    }

    /** A stop block was decided; nobody may have let a second one of the same era through. */
    private Result change(Position at, Roster next) {
        if (next.era() != roster.era() + 1) {
            throw new AssertionError("a stop block to era " + next.era() + " in era "
                    + roster.era());
        }
        hash.remove(roster);
        roster = next;
        rosterSince = at.height();
        hash.add(roster);
        return new Result.Changed(next.era());
    }

    private void expireLeastRecentlyUsed() {
        Iterator<Session> oldest = sessions.values().iterator();
        Session session = oldest.next();
        session.answers.forEach((answer, sequence) ->
                hash.remove(session.number, sequence, answer));
        hash.remove(session.hash);
        oldest.remove();
        latest = session == latest ? null : latest;
    }

    private void touch(Session session, long floor, Position at) {
        hash.remove(session.hash);
        session.floor = floor;
        session.used = at;
        session.hash = hash.add(session);
        if (session != latest) {
            sessions.putLast(session.number, session);
            latest = session;
        }
    }

    /** A live session, or null. */
    private Session session(long number) {
        return latest != null && latest.number == number ? latest : sessions.get(number);
    }

    /** A copy of everything, to be written while this goes on. */
    public Image image() {
        List<Image.Item> items = new ArrayList<>(entries.size());
        entries.forEach((key, held) -> items.add(new Image.Item(key, held.entry())));
        List<Image.Owed> owed = new ArrayList<>(sessions.size());
        for (Session session : sessions.values()) {
            List<Image.Kept> kept = new ArrayList<>(session.answers.size());
            session.answers.forEach((answer, sequence) ->
                    kept.add(new Image.Kept(sequence, answer)));
            owed.add(new Image.Owed(session.number, session.floor, session.used, kept));
        }
        return new Image(last, stateHash(), roster, rosterSince, items, owed);
    }

    /**
     * Becomes what the image says, whatever was held before.
     *
     * @throws IllegalArgumentException when the image's content is not what its hash says
     */
    public void restore(Image image) {
        entries.clear();
        sessions.clear();
        latest = null;
        keys = 0;
        hash = new StateHash();
        roster = image.roster();
        rosterSince = image.rosterSince();
        hash.add(roster);
        for (Image.Item item : image.items()) {
            hold(item.key(), item.entry().value(), item.entry().written());
        }
        for (Image.Owed owed : image.sessions()) {
            Session session = new Session(owed.number(), owed.used());
            session.floor = owed.floor();
            sessions.put(session.number, session);
            latest = session;
            session.hash = hash.add(session);
            owed.answers().forEach(kept -> {
                session.answers.put(kept.sequence(), kept.answer());
                hash.add(session.number, kept.sequence(), kept.answer());
            });
        }
        last = image.last();
        if (stateHash() != image.stateHash()) {
            throw new IllegalArgumentException(String.format("the state has hash %016x, its image"
                    + " says %016x", stateHash(), image.stateHash()));
        }
    }

    /** Who is in the cluster after the last transaction. */
    public Roster roster() {
        return roster;
    }

    /** Height of the stop block that brought {@link #roster}, 0 for the first members. */
    public long rosterSince() {
        return rosterSince;
    }

    /** What a key holds; {@link Entry#NEVER} for one that was never written. */
    public Entry get(Bytes key) {
        Held held = entries.get(key);
        return held == null ? Entry.NEVER : held.entry();
    }

    /** The answer to a request that was judged, while its session keeps it; marked as a repeat. */
    public Optional<Applied> lookup(OperationId id) {
        Session session = session(id.session());
        return session == null
                ? Optional.empty() : Optional.ofNullable(session.answers.get(id.sequence()));
    }

    /**
     * Whether the client of a live session has said that it has this answer. A copy that was long
     * on its way must not enter the chain again: its answer is forgotten, so {@link #lookup} is
     * empty.
     */
    public boolean belowFloor(OperationId id) {
        Session session = session(id.session());
        return session != null && id.sequence() < session.floor;
    }

    /**
     * Covers keys, values, positions, sessions and members. Stores that applied the same have the
     * same; others almost surely not.
     */
    public final long stateHash() {
        return hash.value();
    }

    /** Number of keys that hold a value. */
    public long keys() {
        return keys;
    }

    /** Number of live sessions. */
    public int sessions() {
        return sessions.size();
    }

    /** A copy of all that keys hold, tombstones left out, in the order of the keys. */
    public SortedMap<Bytes, Entry> sorted() {
        SortedMap<Bytes, Entry> sorted = new TreeMap<>();
        entries.forEach((key, held) -> {
            if (held.value != null) {
                sorted.put(key, held.entry());
            }
        });
        return sorted;
    }
}
