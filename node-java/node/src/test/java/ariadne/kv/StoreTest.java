package ariadne.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.kv.Result.Done;
import ariadne.kv.Result.Mismatch;
import ariadne.kv.Result.Opened;
import ariadne.kv.Result.Reason;
import ariadne.kv.Result.Rejected;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final Store store = new Store(new SessionLimits(3, 2));
    private long height;

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Command put(String key, String value) {
        return new Command.Put(bytes(key), bytes(value));
    }

    private static Command cas(String key, String expected, String value) {
        return new Command.Cas(bytes(key), expected == null ? null : bytes(expected),
                value == null ? null : bytes(value));
    }

    private Position next() {
        height++;
        return new Position(height, 5);
    }

    private Applied apply(long session, long sequence, long floor, Command command) {
        return store.apply(next(), new Request(session, sequence, floor, command));
    }

    private long open() {
        return ((Opened) apply(0, 77, 0, new Command.Open(77)).result()).session();
    }

    private Position here() {
        return new Position(height, 5);
    }

    private void assertRejected(Applied applied, Reason reason) {
        assertThat(applied).isEqualTo(new Applied(new Rejected(reason), here(), false));
    }

    @Test
    void sessionIsNumberedByItsPosition() {
        assertThat(open()).isEqualTo(1L << 16 | 5);
        assertThat(open()).isEqualTo(2L << 16 | 5);
    }

    @Test
    void putIsRead() {
        long session = open();
        assertThat(store.get(bytes("x"))).isEqualTo(Entry.NEVER);
        assertThat(apply(session, 1, 1, put("x", "1")))
                .isEqualTo(new Applied(new Done(), here(), false));
        assertThat(store.get(bytes("x"))).isEqualTo(new Entry(bytes("1"), here()));
        assertThat(store.keys()).isEqualTo(1);
    }

    @Test
    void deleteLeavesATombstone() {
        long session = open();
        apply(session, 1, 1, put("x", "1"));
        apply(session, 2, 2, new Command.Delete(bytes("x")));
        Position deleted = here();
        assertThat(store.get(bytes("x"))).isEqualTo(new Entry(null, deleted));
        assertThat(store.keys()).isZero();
        assertThat(store.sorted()).isEmpty();
        assertThat(apply(session, 3, 3, cas("x", "1", "2")).result())
                .isEqualTo(new Mismatch(null, deleted));
        apply(session, 4, 4, new Command.Delete(bytes("never")));
        assertThat(store.get(bytes("never"))).isEqualTo(new Entry(null, here()));
        assertThat(store.keys()).isZero();
    }

    @Test
    void casMeetsAbsenceAndLeavesIt() {
        long session = open();
        assertThat(apply(session, 1, 1, cas("x", "1", "2")).result())
                .isEqualTo(new Mismatch(null, Position.NONE));
        assertThat(apply(session, 2, 2, cas("x", null, "2")).result()).isEqualTo(new Done());
        Position written = here();
        assertThat(apply(session, 3, 3, cas("x", null, "3")).result())
                .isEqualTo(new Mismatch(bytes("2"), written));
        assertThat(store.get(bytes("x"))).isEqualTo(new Entry(bytes("2"), written));
        assertThat(apply(session, 4, 4, cas("x", "2", null)).result()).isEqualTo(new Done());
        assertThat(store.get(bytes("x"))).isEqualTo(new Entry(null, here()));
        assertThat(apply(session, 5, 5, cas("x", null, null)).result()).isEqualTo(new Done());
    }

    @Test
    void repeatHasTheFirstAnswerAndChangesNothing() {
        long session = open();
        apply(session, 1, 1, put("x", "1"));
        Applied first = apply(session, 2, 1, cas("x", "1", "2"));
        apply(session, 3, 1, put("x", "3"));
        long hash = store.stateHash();
        assertThat(apply(session, 2, 3, cas("x", "1", "2")))
                .isEqualTo(new Applied(first.result(), first.position(), true));
        assertThat(store.stateHash()).isEqualTo(hash);
        assertThat(store.get(bytes("x")).value()).isEqualTo(bytes("3"));
        assertThat(store.lookup(new OperationId(session, 2)))
                .contains(new Applied(first.result(), first.position(), true));
        assertThat(store.lookup(new OperationId(session, 4))).isEmpty();
        assertThat(store.lookup(new OperationId(99, 1))).isEmpty();
    }

    @Test
    void whatTheClientHasIsForgotten() {
        long session = open();
        apply(session, 1, 1, put("x", "1"));
        apply(session, 2, 2, put("x", "2"));
        assertThat(store.lookup(new OperationId(session, 1))).isEmpty();
        long hash = store.stateHash();
        assertRejected(apply(session, 1, 1, put("x", "1")), Reason.BELOW_FLOOR);
        assertRejected(apply(session, 5, 6, put("x", "1")), Reason.BELOW_FLOOR);
        assertRejected(apply(session, 0, 0, put("x", "1")), Reason.BELOW_FLOOR);
        assertThat(store.stateHash()).isEqualTo(hash);
    }

    /** Seed 354158805 of the lab: a copy that a cut link held back came to a leader much later. */
    @Test
    void whatTheClientHasIsKnownToBeLate() {
        long session = open();
        apply(session, 1, 1, put("a", "1"));
        OperationId first = new OperationId(session, 1);
        assertThat(store.belowFloor(first)).isFalse();
        apply(session, 2, 2, put("a", "2"));
        assertThat(store.lookup(first)).isEmpty();
        assertThat(store.belowFloor(first)).isTrue();
        assertThat(store.belowFloor(new OperationId(session, 2))).isFalse();
        assertThat(store.belowFloor(new OperationId(session + 1, 1))).isFalse();
    }

    @Test
    void answersOutstandingAreLimited() {
        long session = open();
        for (int sequence = 1; sequence <= 3; sequence++) {
            apply(session, sequence, 1, put("x", "1"));
        }
        long hash = store.stateHash();
        assertRejected(apply(session, 4, 1, put("x", "4")), Reason.TOO_MANY_OUTSTANDING);
        assertThat(store.stateHash()).isEqualTo(hash);
        assertThat(apply(session, 3, 1, put("x", "3")).repeat()).isTrue();
        assertThat(apply(session, 4, 2, put("x", "4")).result()).isEqualTo(new Done());
    }

    @Test
    void leastRecentlyUsedSessionExpires() {
        long one = open();
        long two = open();
        apply(one, 1, 1, put("x", "1"));
        apply(two, 1, 1, put("x", "2"));
        apply(one, 2, 1, put("x", "3"));
        apply(two, 1, 1, put("x", "2"));
        long three = open();
        assertThat(store.sessions()).isEqualTo(2);
        assertRejected(apply(two, 2, 1, put("x", "4")), Reason.NO_SESSION);
        assertRejected(apply(0, 1, 1, put("x", "4")), Reason.NO_SESSION);
        assertThat(apply(one, 2, 1, put("x", "3")).repeat()).isTrue();
        assertThat(apply(three, 1, 1, put("x", "5")).result()).isEqualTo(new Done());
    }

    @Test
    void keysAreSortedUnsigned() {
        long session = open();
        apply(session, 1, 1, new Command.Put(Bytes.of(new byte[] {(byte) 0x80}), bytes("b")));
        apply(session, 2, 2, new Command.Put(Bytes.of(new byte[] {0x7f}), bytes("a")));
        assertThat(store.sorted().values()).extracting(Entry::value)
                .containsExactly(bytes("a"), bytes("b"));
    }

    @Test
    void positionsOnlyAscend() {
        open();
        Request request = new Request(0, 1, 0, new Command.Open(1));
        assertThatThrownBy(() -> store.apply(here(), request)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> store.apply(new Position(height + 1, 1 << 16), request))
                .isInstanceOf(AssertionError.class);
    }
}
