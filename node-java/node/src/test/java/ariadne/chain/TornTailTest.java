package ariadne.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crashes that lose or garble what was not forced. */
class TornTailTest extends ChainTest {
    private final TreeMap<Long, State> stateBySize = new TreeMap<>();
    private Path crashed;
    private byte[] content;

    @BeforeEach
    void writeSomeUnforced() throws Exception {
        Block one = block(1, GENESIS, "a");
        Block two = block(2, one.hash(), "bb", "c");
        try (ChainStore store = open(directory)) {
            store.write(List.of(new Durable.Promised(ballot(1)), new Durable.Appended(one)));
            store.force();
            for (Durable record : List.of(new Durable.Appended(two),
                    new Durable.Promised(ballot(2)), new Durable.Rewound(1),
                    new Durable.Appended(block(2, one.hash(), "d")),
                    new Durable.Accepted(ballot(2)), new Durable.Decided(2))) {
                stateBySize.put(store.sizeBytes(), State.of(store));
                store.write(List.of(record));
            }
            stateBySize.put(store.sizeBytes(), State.of(store));
            crashed = copy(directory, "crashed");
        }
        byte[] file = Files.readAllBytes(segment(crashed, 1));
        int written = stateBySize.lastKey().intValue();
        content = Arrays.copyOf(file, written);
        assertThat(Arrays.copyOfRange(file, written, file.length)).as("written ahead")
                .hasSizeGreaterThan(1000).containsOnly(0);
    }

    @Test
    void cutAtEveryByteKeepsTheWholeRecordsBefore() throws Exception {
        for (int size = stateBySize.firstKey().intValue(); size <= content.length;
                size += Fill.inFiller(content, size) ? 41 : 1) {
            byte[] part = Arrays.copyOf(content, size);
            Files.write(segment(crashed, 1), part);
            try (ChainStore store = open(crashed)) {
                assertThat(State.of(store)).as("cut to %d bytes", size)
                        .isEqualTo(expected(size));
            }
            try (ChainStore store = open(crashed)) {
                assertThat(State.of(store)).isEqualTo(expected(size));
                assertThat(store.recovery().cutBytes()).isZero();
            }
        }
    }

    /** Of a ballot the first copy counts as soon as it is whole. */
    private State expected(int size) {
        long below = stateBySize.floorKey((long) size);
        Long next = stateBySize.higherKey((long) size);
        boolean firstCopy = next != null && next - below == Layout.BALLOT_BYTES
                && size >= below + Layout.COPY_DISTANCE;
        return stateBySize.get(firstCopy ? next : below);
    }

    @Test
    void forcedPartCutShortIsDamage() throws Exception {
        for (int size : List.of(0, 63, 64, 100, Layout.startBytes(Layout.FORMAT) - 1)) {
            Files.write(segment(crashed, 1), Arrays.copyOf(content, size));
            if (size < 4160) {
                assertThatThrownBy(() -> open(crashed)).isInstanceOf(LostVotesException.class);
                continue;
            }
            try (ChainStore store = open(crashed)) {
                assertThat(store.doubtful()).isTrue();
            }
            crashed = copy(directory, "crashed" + size);
        }
    }

    @Test
    void garbageAfterTheForcedPartIsCut() throws Exception {
        long forced = stateBySize.firstKey();
        List<State> states = new ArrayList<>(stateBySize.values());
        for (int at = (int) forced; at < content.length;
                at += Fill.inFiller(content, at) ? 155 : 5) {
            byte[] garbled = content.clone();
            garbled[at] ^= 0x10;
            assertHoldsOneOf(garbled, states);
            Arrays.fill(garbled, at, garbled.length, (byte) 0);
            assertHoldsOneOf(garbled, states);
        }
    }

    @Test
    void zerosWrittenAheadAreNoTornTail() throws Exception {
        Files.write(segment(crashed, 1), Arrays.copyOf(content, content.length + 70_000));
        try (ChainStore store = open(crashed)) {
            assertThat(State.of(store)).isEqualTo(stateBySize.lastEntry().getValue());
            assertThat(store.recovery().cutBytes()).isZero();
        }
        assertThat(Files.size(segment(crashed, 1))).as("closed without them")
                .isLessThan(content.length + 70_000);
    }

    private void assertHoldsOneOf(byte[] bytes, List<State> states)
            throws IOException, ChainException {
        Files.write(segment(crashed, 1), bytes);
        try (ChainStore store = open(crashed)) {
            assertThat(states).contains(State.of(store));
        }
    }

    @Test
    void writingGoesOnBehindTheCut() throws Exception {
        Files.write(segment(crashed, 1), Arrays.copyOf(content, content.length - 1));
        State before;
        try (ChainStore store = open(crashed)) {
            assertThat(store.recovery().cutBytes()).isBetween(1L, Layout.RECORD_HEADER_BYTES - 1L);
            store.write(List.of(new Durable.Appended(block(3, store.block(2).hash(), "e"))));
            before = State.of(store);
        }
        try (ChainStore store = open(crashed)) {
            assertThat(State.of(store)).isEqualTo(before);
        }
    }
}
