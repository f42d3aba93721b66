package ariadne.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests that come once, often, late or out of order, against a model that forgets nothing. */
class StoreRandomTest {
    private static final SessionLimits LIMITS = new SessionLimits(8, 4);

    /** Knows each request ever judged and each write ever done. */
    private static final class Model {
        final Map<Bytes, Entry> entries = new HashMap<>();
        final Map<OperationId, Applied> judged = new HashMap<>();

        Result execute(Position at, Command command) {
            return switch (command) {
                case Command.Put put -> set(put.key(), put.value(), at);
                case Command.Delete delete -> set(delete.key(), null, at);
                case Command.Cas cas -> {
                    Entry entry = entries.getOrDefault(cas.key(), Entry.NEVER);
                    yield Objects.equals(entry.value(), cas.expected())
                            ? set(cas.key(), cas.value(), at)
                            : new Result.Mismatch(entry.value(), entry.written());
                }
                case Command.Open open -> throw new AssertionError(open);
                case Command.Change change -> throw new AssertionError(change);
            };
        }

        private Result set(Bytes key, Bytes value, Position at) {
            entries.put(key, new Entry(value, at));
            return new Result.Done();
        }
    }

    private static long seed() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("StoreRandomTest: replay with -Dseed=" + seed);
        return seed;
    }

    private static Bytes bytes(Random random) {
        return Bytes.of(new byte[] {(byte) random.nextInt(4)});
    }

    private static Bytes bytesOrAbsent(Random random) {
        return random.nextInt(3) == 0 ? null : bytes(random);
    }

    private static Command command(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Command.Put(bytes(random), bytes(random));
            case 1 -> new Command.Delete(bytes(random));
            default -> new Command.Cas(
                    bytes(random), bytesOrAbsent(random), bytesOrAbsent(random));
        };
    }

    @Test
    void eachRequestTakesEffectOnce() {
        Random random = new Random(seed());
        Store store = new Store(LIMITS);
        Model model = new Model();
        List<Long> sessions = new ArrayList<>();
        Map<OperationId, Request> sent = new HashMap<>();
        int repeats = 0;
        for (int i = 1; i <= 200_000; i++) {
            Position at = new Position(i / 3 + 1, i % 3);
            if (sessions.isEmpty() || random.nextInt(300) == 0) {
                Request open = new Request(0, i, 0, new Command.Open(i));
                sessions.add(((Result.Opened) store.apply(at, open).result()).session());
                continue;
            }
            long session = sessions.get(sessions.size() - 1
                    - random.nextInt(Math.min(6, sessions.size())));
            long sequence = Math.max(1, i / 50 - random.nextInt(12));
            long floor = Math.max(1, sequence - random.nextInt(10));
            Request request = sent.computeIfAbsent(new OperationId(session, sequence),
                    id -> new Request(session, sequence, floor, command(random)));
            Applied applied = store.apply(at, request);
            Applied known = model.judged.get(request.id());
            if (applied.result() instanceof Result.Rejected) {
                assertThat(applied.position()).isEqualTo(at);
            } else if (applied.repeat()) {
                repeats++;
                assertThat(applied).isEqualTo(known);
            } else {
                assertThat(known).as("judged twice: %s", request).isNull();
                Result expected = model.execute(at, request.command());
                assertThat(applied).isEqualTo(new Applied(expected, at, false));
                model.judged.put(request.id(), new Applied(expected, at, true));
            }
            if (i % 1000 == 0) {
                model.entries.forEach((key, entry) ->
                        assertThat(store.get(key)).isEqualTo(entry));
            }
        }
        assertThat(repeats).isGreaterThan(1000);
        assertThat(store.sessions()).isEqualTo(LIMITS.maxSessions());
        assertThat(store.keys()).isEqualTo(store.sorted().size());
    }

    /** Applies a random history; the same seed is the same history. */
    private static List<Store> run(long seed, int stores, Consumer<Applied> use) {
        Random random = new Random(seed);
        List<Store> all = new ArrayList<>();
        for (int i = 0; i < stores; i++) {
            all.add(new Store(LIMITS));
        }
        List<Long> sessions = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            boolean open = sessions.isEmpty() || random.nextInt(40) == 0;
            long session = open ? 0 : sessions.get(random.nextInt(sessions.size()));
            Request request = open ? new Request(0, i, 0, new Command.Open(i))
                    : new Request(session, i / 4 + 1, i / 4 - 3, command(random));
            Applied first = null;
            for (Store store : all) {
                Applied applied = store.apply(new Position(i, 0), request);
                assertThat(first == null || first.equals(applied)).isTrue();
                first = applied;
            }
            use.accept(first);
            if (first.result() instanceof Result.Opened opened) {
                sessions.add(opened.session());
            }
        }
        return all;
    }

    @Test
    void sameHistorySameHash() {
        long seed = seed();
        List<Result> results = new ArrayList<>();
        List<Store> stores = run(seed, 3, applied -> results.add(applied.result()));
        assertThat(stores).extracting(Store::stateHash).containsOnly(stores.get(0).stateHash());
        assertThat(results).contains(new Result.Rejected(Result.Reason.NO_SESSION));
        assertThat(run(seed, 1, applied -> {}).get(0).stateHash())
                .isEqualTo(stores.get(0).stateHash());
        assertThat(run(seed + 1, 1, applied -> {}).get(0).stateHash())
                .isNotEqualTo(stores.get(0).stateHash());
    }

    private static long hashAfter(Request... requests) {
        Store store = new Store(LIMITS);
        store.apply(new Position(1, 0), new Request(0, 1, 0, new Command.Open(1)));
        for (int i = 0; i < requests.length; i++) {
            if (requests[i] != null) {
                store.apply(new Position(2, i), requests[i]);
            }
        }
        return store.stateHash();
    }

    @Test
    void hashTellsStatesApart() {
        long session = 1 << 16;
        Bytes x = Bytes.of(new byte[] {1});
        Bytes y = Bytes.of(new byte[] {2});
        Request put = new Request(session, 1, 1, new Command.Put(x, y));
        List<Long> hashes = List.of(hashAfter(), hashAfter(put), hashAfter(null, put),
                hashAfter(new Request(session, 1, 1, new Command.Put(y, x))),
                hashAfter(new Request(session, 1, 1, new Command.Put(x, x))),
                hashAfter(new Request(session, 2, 1, new Command.Put(x, y))),
                hashAfter(new Request(session, 1, 0, new Command.Delete(x))),
                hashAfter(new Request(session, 1, 0, new Command.Cas(x, y, x))),
                hashAfter(new Request(session, 2, 2, new Command.Put(x, y))));
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(hashAfter(put, put)).isEqualTo(hashAfter(put));
    }
}
