package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of release 0.1.0, byte for byte as it wrote them, are read and written on. */
class FormatOneTest extends ChainTest {
    private static final List<String> FILES = List.of("00000001.seg", "00000002.seg",
            "00000003.seg", "00000004.seg", "00000005.seg", "00000006.seg",
            IdentityFile.NAME);

    private Path old() throws Exception {
        Path old = copy(Files.createDirectories(temp.resolve("empty")), "old");
        for (String name : FILES) {
            try (InputStream in = FormatOneTest.class.getResourceAsStream("format-1/" + name)) {
                Files.write(old.resolve(name), in.readAllBytes());
            }
        }
        return old;
    }

    private static void assertOld(ChainStore store) throws ChainException {
        assertThat(store.whole()).isTrue();
        assertThat(store.doubtful()).isFalse();
        assertThat(store.saved(MEMBERS).promised()).isEqualTo(new Ballot(1, 2, 3));
        assertThat(store.saved(MEMBERS).accepted()).isEqualTo(new Ballot(1, 2, 3));
        assertThat(store.decided()).isEqualTo(4);
        assertThat(store.tip()).isEqualTo(5);
        for (int height = 1; height <= 3; height++) {
            assertThat(new String(store.block(height).transactions().getFirst(),
                    StandardCharsets.UTF_8)).isEqualTo("v1 " + height);
        }
        assertThat(store.block(4).transactions().getFirst()).asString().isEqualTo("replaced");
    }

    @Test
    void isReadAndWrittenOnInTheNewFormat() throws Exception {
        Path old = old();
        assertThat(ChainStore.verify(old).sound()).isTrue();
        try (ChainStore store = open(old)) {
            assertOld(store);
            assertThat(store.recovery().damages()).isEmpty();
            store.write(List.of(new Durable.Rewound(4)));
            store.force();
            store.write(List.of(
                    new Durable.Appended(block(5, store.hash(4), "written by a newer release"))));
        }
        try (ChainStore store = open(old)) {
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(store.block(5).transactions().getFirst()).asString()
                    .isEqualTo("written by a newer release");
            assertThat(store.segments()).isEqualTo(7);
            // Its first segments do not say what stands below them.
            try (SnapshotWriter writer = store.snapshots().write(
                    4, store.hash(4), new byte[0])) {
                writer.publish();
            }
            assertThat(store.compact(3, false).count()).isZero();
            Removal removal = store.compact(5, false);
            removal.run();
            assertThat(removal.count()).isEqualTo(6);
        }
        try (ChainStore store = open(old)) {
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(store.start()).isEqualTo(5);
            assertThat(store.tip()).isEqualTo(5);
        }
    }

    @Test
    void itsDamageIsMendedToo() throws Exception {
        List<Block> blocks;
        try (ChainStore store = open(old())) {
            blocks = State.of(store).blocks();
        }
        int mended = 0;
        for (int number = 1; number < 6; number++) {
            for (int at = 3; at < 13_000; at += 61) {
                Path old = old();
                byte[] content = Files.readAllBytes(segment(old, number));
                if (at >= content.length || Fill.inFiller(content, at) && at % 10 != 0) {
                    continue;
                }
                content[at] ^= 2;
                Files.write(segment(old, number), content);
                try (ChainStore store = open(old)) {
                    while (!store.whole()) {
                        long height = store.missing().getLast().height();
                        assertThat(store.mend(blocks.get((int) height - 1))).isTrue();
                        mended++;
                    }
                    assertThat(State.of(store).blocks()).as("%d byte %d", number, at)
                            .isEqualTo(blocks);
                    assertThat(store.doubtful()).as("%d byte %d", number, at).isFalse();
                    assertThat(store.saved(MEMBERS).promised()).isEqualTo(new Ballot(1, 2, 3));
                    assertThat(store.tip()).isEqualTo(5);
                }
            }
        }
        assertThat(mended).isGreaterThan(3);
    }
}
