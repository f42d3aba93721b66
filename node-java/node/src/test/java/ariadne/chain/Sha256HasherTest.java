package ariadne.chain;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sha256HasherTest {
    private final Sha256Hasher hasher = new Sha256Hasher();

    @Test
    void genesisIsTheDigestOfAFixedTextAndTheCluster() {
        // printf 'ariadne genesisknossos' | sha256sum
        assertThat(Sha256Hasher.genesis("knossos").hex())
                .isEqualTo("0e239d4a8151a50f3d0b48a8065b7b0d65dd3b9e86a643a4f65e1a9bcc8de5cb");
    }

    @Test
    void blockHashIsTheDigestOfTheDocumentedLayout() {
        // The layout by hand: version 1, height 7, parent 1 2 3 4, two transactions "a" and "".
        Block block = hasher.block(7, new Hash(1, 2, 3, 4),
                List.of("a".getBytes(StandardCharsets.UTF_8), new byte[0]));
        assertThat(block.hash().hex())
                .isEqualTo("195d01e998f6ec8006b6de8a1c1855b3a5c52c19402acae2572bc96f3dc00f2f");
    }

    @Test
    void hashTellsApartHowTheSameBytesAreCut() {
        Hash parent = Sha256Hasher.genesis("x");
        assertThat(hasher.hash(1, parent, List.of(new byte[2])))
                .isNotEqualTo(hasher.hash(1, parent, List.of(new byte[1], new byte[1])));
    }
}
