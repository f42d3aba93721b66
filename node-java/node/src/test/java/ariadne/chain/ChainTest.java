package ariadne.chain;

import static ariadne.chain.Fixture.MEMBERS;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Saved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the chain share: a fresh directory, blocks, copies of a directory. */
abstract class ChainTest {
    static final String CLUSTER = "knossos";
    static final Identity IDENTITY =
            Identity.of(CLUSTER, 1, Map.of(1, "minos", 2, "daedalus", 3, "icarus"));
    static final Sha256Hasher HASHER = new Sha256Hasher();
    static final Hash GENESIS = Sha256Hasher.genesis(CLUSTER);

    @TempDir Path temp;
    Path directory;
    final TestDisk disk = new TestDisk();

    @BeforeEach
    void formatDirectory() throws ChainException {
        directory = temp.resolve("data");
        ChainStore.format(disk, directory, IDENTITY);
    }

    ChainStore open(Path where) throws ChainException {
        return open(where, ChainStore.SEGMENT_BYTES);
    }

    ChainStore open(Path where, long segmentBytes) throws ChainException {
        return ChainStore.open(disk, where, CLUSTER, 1, segmentBytes);
    }

    static Ballot ballot(long round) {
        return new Ballot(1, round, 2);
    }

    static Block block(long height, Hash parent, String... transactions) {
        List<byte[]> bytes = new ArrayList<>();
        for (String transaction : transactions) {
            bytes.add(transaction.getBytes(StandardCharsets.UTF_8));
        }
        return HASHER.block(height, parent, bytes);
    }

    static Block randomBlock(long height, Hash parent, Random random) {
        List<byte[]> transactions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] transaction = new byte[random.nextInt(300)];
            random.nextBytes(transaction);
            transactions.add(transaction);
        }
        return HASHER.block(height, parent, transactions);
    }

    /** All that a store holds, to be compared. */
    record State(Saved saved, List<Block> blocks) {
        static State of(ChainStore store) throws ChainException {
            List<Block> blocks = new ArrayList<>();
            for (long height = 1; height <= store.tip(); height++) {
                blocks.add(store.block(height));
            }
            return new State(store.saved(MEMBERS), blocks);
        }
    }

    static Path segment(Path where, int number) {
        return Layout.segment(where, number);
    }

    /** The files as a crash would leave them now. */
    Path copy(Path from, String name) throws IOException {
        Path to = temp.resolve(name);
        Files.createDirectories(to);
        try (Stream<Path> old = Files.walk(to)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createDirectory(to);
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(from)) {
            for (Path path : paths) {
                Files.copy(path, to.resolve(path.getFileName().toString()));
            }
        }
        return to;
    }
}
