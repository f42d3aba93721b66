package ariadne.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Image;
import ariadne.kv.Member;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.kv.Roster;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store goes through a stream of bytes and comes out the same, or not at all. */
class StateCodecTest {
    private static final SessionLimits LIMITS = new SessionLimits(16, 40);
    private static final Roster FIRST = Roster.first(List.of(
            new Member(1, "n1", "a:1"), new Member(2, "n2", ""), new Member(3, "n3", "c:3")));

    private static Bytes bytes(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /** Requests of all kinds, a change of members among them. */
    private static List<Request> requests(Random random, int count) {
        List<Request> requests = new ArrayList<>();
        Store shadow = new Store(LIMITS, FIRST);
        List<Long> sessions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long session = sessions.isEmpty() ? 0 : sessions.get(random.nextInt(sessions.size()));
            Request request = i % 50 == 1 ? new Request(0, i, 0, new Command.Open(i))
                    : i == count / 2
                    ? new Request(0, i, 0, new Command.Change(i, FIRST.renewed("n2", "b:2")))
                    : new Request(session, i, Math.max(0, i - 40), command(random));
            if (shadow.apply(new Position(i, 0), request).result()
                    instanceof Result.Opened opened) {
                sessions.add(opened.session());
            }
            requests.add(request);
        }
        return requests;
    }

    private static Command command(Random random) {
        Bytes key = Bytes.of(new byte[] {(byte) random.nextInt(200), 1});
        return switch (random.nextInt(4)) {
            case 0 -> new Command.Delete(key);
            case 1 -> new Command.Cas(key, bytes(random, 2), bytes(random, 900));
            default -> new Command.Put(key, bytes(random, 3000));
        };
    }

    private static byte[] written(Store store) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StateWriter(store.image()).forEachRemaining(out::writeBytes);
        return out.toByteArray();
    }

    private static Image read(byte[] bytes, Random pieces) throws WireException {
        StateReader reader = new StateReader(WireLimits.STANDARD);
        for (int at = 0; at < bytes.length;) {
            int next = Math.min(bytes.length, at + 1 + pieces.nextInt(100_000));
            reader.take(ByteBuffer.wrap(bytes, at, next - at));
            at = next;
        }
        return reader.image();
    }

    private static Store restored(Image image) {
        Store store = new Store(LIMITS);
        store.restore(image);
        return store;
    }

    @Test
    void goesOnAsIfNothingHadHappened() throws WireException {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("StateCodecTest: replay with -Dseed=" + seed);
        Random random = new Random(seed);
        List<Request> requests = requests(random, 2000);
        Store first = new Store(LIMITS, FIRST);
        int half = 500 + random.nextInt(1000);
        for (int i = 0; i < half; i++) {
            first.apply(new Position(i + 1, 0), requests.get(i));
        }
        byte[] bytes = written(first);
        Store second = restored(read(bytes, random));
        assertThat(second.stateHash()).isEqualTo(first.stateHash());
        assertThat(second.roster()).isEqualTo(first.roster());
        assertThat(second.keys()).isEqualTo(first.keys());
        assertThat(written(second)).as("equal states, equal bytes").isEqualTo(bytes);
        int repeats = 0;
        for (int i = half; i < requests.size(); i++) {
            Position at = new Position(i + 1, 0);
            Request request = i % 7 == 0 ? requests.get(i - random.nextInt(20)) : requests.get(i);
            if (request.command() instanceof Command.Change && i != requests.indexOf(request)) {
                request = requests.get(i);
            }
            Applied applied = first.apply(at, request);
            assertThat(second.apply(at, request)).isEqualTo(applied);
            repeats += applied.repeat() ? 1 : 0;
        }
        assertThat(repeats).isPositive();
        assertThat(second.stateHash()).isEqualTo(first.stateHash());
        assertThat(first.roster().era()).isEqualTo(1);
        assertThat(first.roster().ids()).containsExactly(1, 3, 4);
    }

    @Test
    void anEmptyStateHasBytesToo() throws WireException {
        Store store = new Store(LIMITS, FIRST);
        assertThat(restored(read(written(store), new Random(1))).stateHash())
                .isEqualTo(store.stateHash());
    }

    @Test
    void aChangedByteIsToldOrIsNoOtherState() {
        Random random = new Random(7);
        Store store = new Store(LIMITS, FIRST);
        List<Request> requests = requests(random, 60);
        for (int i = 0; i < requests.size(); i++) {
            store.apply(new Position(i + 1, 0), requests.get(i));
        }
        byte[] bytes = written(store);
        int told = 0;
        int unhashed = 0; // The position of the last transaction; the file's own hash covers it.
        for (int i = 0; i < bytes.length; i += 1 + random.nextInt(40)) {
            byte[] bad = bytes.clone();
            bad[i] ^= (byte) (1 << random.nextInt(8));
            try {
                Store other = restored(read(bad, random));
                assertThat(other.stateHash()).as("byte %d", i).isEqualTo(store.stateHash());
                unhashed++;
            } catch (WireException | IllegalArgumentException e) {
                told++;
            }
        }
        assertThat(told).isGreaterThan(30 * unhashed);
    }

    @Test
    void anEarlyEndIsTold() {
        byte[] bytes = written(new Store(LIMITS, FIRST));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut, new Random(1)))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void aPartOverTheLimitIsRefusedBeforeItIsKept() {
        StateReader reader = new StateReader(WireLimits.STANDARD);
        assertThatThrownBy(() -> reader.take(ByteBuffer.wrap(new byte[] {0x7f, 0, 0, 0})))
                .isInstanceOf(WireException.class).hasMessageContaining("a part of");
    }
}
