package ariadne.client;

import ariadne.kv.OperationId;
import ariadne.kv.SessionLimits;
import java.util.TreeSet;

/**
 * The numbers of one session. The floor stays below every operation that may be sent again,
 * and, as long as they are recent, below those of unknown outcome, so that they can be looked
 * up. Ongaro, <i>Consensus: Bridging Theory and Practice</i>, section 6.3.
 */
final class Session {
    /** How many sequences behind the next one an operation of unknown outcome is remembered. */
    static final long REMEMBERED_SEQUENCES = 256;

    private final long number;
    private final TreeSet<Long> outstanding = new TreeSet<>();
    private final TreeSet<Long> unknown = new TreeSet<>();
    private long next = 1;

    Session(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /**
     * Whether one more can be judged: a server keeps so many answers above the floor, and the
     * oldest operation without an answer holds the floor.
     */
    boolean hasRoom() {
        return next - floor() < SessionLimits.DEFAULT.maxOutstanding();
    }

    OperationId take() {
        outstanding.add(next);
        return new OperationId(number, next++);
    }

    /** The operation is over for this client. */
    void over(OperationId id, boolean known) {
        if (id.session() == number && outstanding.remove(id.sequence()) && !known) {
            unknown.add(id.sequence());
        }
    }

    /** Every answer below this one may be forgotten. */
    long floor() {
        while (!unknown.isEmpty() && unknown.first() < next - REMEMBERED_SEQUENCES) {
            unknown.pollFirst();
        }
        long floor = next;
        if (!outstanding.isEmpty()) {
            floor = outstanding.first();
        }
        return unknown.isEmpty() ? floor : Math.min(floor, unknown.first());
    }
}
