package ariadne.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainException;
import ariadne.chain.ChainStore;
import ariadne.chain.Identity;
import ariadne.chain.Sha256Hasher;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import ariadne.paxos.Membership;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a node with bytes changed anywhere: told in one line, or read as what was written. */
class ChainFilesTest {
    private static final Membership MEMBERS = Membership.first(List.of(1, 2, 3));
    private static final String CLUSTER = "c";
    private static final long SEGMENT_BYTES = 4 << 10;
    private static final int BLOCKS = 30;

    @TempDir
    private Path dir;

    private final List<Hash> written = new ArrayList<>();

    @Test
    void changedAnywhere() throws Exception {
        Map<String, byte[]> good = write();
        List<String> names = List.copyOf(good.keySet());
        List<byte[]> files = List.copyOf(good.values());
        long seed = Rounds.seed();
        System.out.println("fuzz chain files: seed " + seed);
        for (int round = 0; round < Rounds.count(150); round++) {
            String name = names.get(new Random(seed + round).nextInt(names.size()));
            Path node = dir.resolve("r" + round);
            restore(node, good);
            Files.write(node.resolve(name), new Mutator(
                    List.of(good.get(name)), files, seed, round).next());
            try {
                read(node);
            } catch (ChainException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Dariadne.fuzz.seed=" + seed + ", round " + round
                        + " on " + name, e);
            }
            delete(node);
        }
    }

    private Map<String, byte[]> write() throws Exception {
        Path node = dir.resolve("good");
        ChainStore.format(node, Identity.of(CLUSTER, 1, Map.of(1, "n1", 2, "n2", 3, "n3")));
        Sha256Hasher hasher = new Sha256Hasher();
        try (ChainStore chain = ChainStore.open(node, CLUSTER, 1, SEGMENT_BYTES)) {
            Ballot ballot = new Ballot(0, 1, 1);
            Hash parent = chain.saved(MEMBERS).baseHash();
            chain.write(List.of(new Durable.Promised(ballot), new Durable.Accepted(ballot)));
            for (int height = 1; height <= BLOCKS; height++) {
                Block block = hasher.block(height, parent, List.of(new byte[200]));
                parent = block.hash();
                written.add(parent);
                chain.write(List.of(new Durable.Appended(block)));
                if (height % 3 == 0) {
                    chain.write(List.of(new Durable.Decided(height - 1)));
                    chain.force();
                }
            }
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(node)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(node.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private void read(Path node) throws ChainException {
        ChainStore.verify(node);
        try (ChainStore chain = ChainStore.open(node, CLUSTER, 1, SEGMENT_BYTES)) {
            chain.saved(MEMBERS);
            chain.forEachDecided(block -> assertThat(block.hash())
                    .isEqualTo(written.get((int) block.height() - 1)));
        }
    }

    private static void restore(Path node, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = node.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void delete(Path node) throws IOException {
        Files.walkFileTree(node, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e)
                    throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
