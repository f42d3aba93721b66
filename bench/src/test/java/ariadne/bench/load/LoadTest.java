package ariadne.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.bench.peer.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In real time: what is tested is what happens while it goes by. */
@Tag("slow")
class LoadTest {
    private static final Work PUTS = new Work("put", 10, 32, 1);
    private static final Work GETS = new Work("get", 10, 32, 1);

    /** Answers within the call. */
    private static class Immediate implements Client {
        final AtomicLong puts = new AtomicLong();
        byte[] stored = new byte[32];

        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            assertThat(key).hasSize(16);
            assertThat(value).hasSize(32);
            puts.incrementAndGet();
            answer.ok(null);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            answer.ok(stored);
        }

        @Override
        public void close() {}
    }

    @Test
    void aClientThatAnswersAtOnceDoesNotDeepenTheStack() throws InterruptedException {
        Immediate client = new Immediate();
        Measured measured = new Load(client, PUTS).closed(1, 0, 0.2);
        assertThat(measured.ok()).isGreaterThan(10_000);
        assertThat(measured.ok()).isLessThanOrEqualTo(client.puts.get());
        assertThat(measured.failed()).isZero();
    }

    @Test
    void soManyAreOutstandingAndNeverMore() throws InterruptedException {
        AtomicInteger most = new AtomicInteger();
        List<Client.Answer> held = new ArrayList<>();
        Client client = new Immediate() {
            @Override
            public void put(byte[] key, byte[] value, Answer answer) {
                synchronized (held) {
                    held.add(answer);
                    most.accumulateAndGet(held.size(), Math::max);
                    if (held.size() == 7) {
                        Client.Answer[] all = held.toArray(Client.Answer[]::new);
                        held.clear();
                        Thread.startVirtualThread(() -> {
                            for (Client.Answer each : all) {
                                each.ok(null);
                            }
                        });
                    }
                }
            }
        };
        Measured measured = new Load(client, PUTS).closed(7, 0, 0.2);
        assertThat(most).hasValue(7);
        assertThat(measured.ok()).isGreaterThan(7);
    }

    @Test
    void aWrongAnswerCountsAsFailed() throws InterruptedException {
        Immediate client = new Immediate();
        client.stored = new byte[31];
        Measured measured = new Load(client, GETS).closed(1, 0, 0.1);
        assertThat(measured.ok()).isZero();
        assertThat(measured.failed()).isPositive();
        assertThat(measured.firstFailure()).isEqualTo("a value of 31 bytes, not 32");
        client.stored = null;
        assertThat(new Load(client, GETS).closed(1, 0, 0.1).firstFailure())
                .isEqualTo("a key that was put is absent");
    }

    /** A stall of half the window must show in the median, though one call alone stalled. */
    @Test
    void anOpenLoopCountsFromWhenAnOperationWasDue() throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        Client client = new Immediate() {
            @Override
            public void put(byte[] key, byte[] value, Answer answer) {
                if (calls.incrementAndGet() == 100) {
                    long until = System.nanoTime() + 500_000_000;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
                answer.ok(null);
            }
        };
        Measured measured = new Load(client, PUTS).open(1000, 0, 1);
        assertThat(calls.get()).isBetween(999L, 1001L);
        assertThat(measured.latency().getTotalCount()).isBetween(999L, 1001L);
        assertThat(measured.micros(75)).isGreaterThan(100_000);
        assertThat(measured.micros(100)).isGreaterThan(490_000);
    }

    @Test
    void everyKeyIsPutUntilItWasAcknowledged() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Immediate client = new Immediate() {
            @Override
            public void put(byte[] key, byte[] value, Answer answer) {
                if (calls.incrementAndGet() % 3 == 0) {
                    answer.failed("no leader");
                } else {
                    super.put(key, value, answer);
                }
            }
        };
        new Load(client, PUTS).fill(4);
        assertThat(client.puts).hasValue(10);
    }
}
