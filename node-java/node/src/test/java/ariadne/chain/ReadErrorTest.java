package ariadne.chain;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that the disk does not give any more is damage like any other, and never a torn tail. */
class ReadErrorTest extends ChainTest {
    /** Fails to read one page of one file, until that file is written anew. */
    private static final class BadPage extends LocalVolume {
        Path file;
        long page;

        @Override
        public DataFile openForReading(Path path) throws IOException {
            DataFile open = super.openForReading(path);
            return path.equals(file) ? new Failing(open, page) : open;
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            super.rename(from, to);
            file = to.equals(file) ? null : file;
        }
    }

    private record Failing(DataFile file, long page) implements DataFile {
        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            if (offset < page + 4096 && offset + into.remaining() > page) {
                throw new IOException("Input/output error");
            }
            file.read(into, offset);
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            file.write(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final List<Block> blocks = new ArrayList<>();
    private final BadPage volume = new BadPage();

    private void fill() throws ChainException {
        try (ChainStore store = open(directory)) {
            Hash parent = GENESIS;
            for (int height = 1; height <= 30; height++) {
                Block block = block(height, parent, "x".repeat(500));
                blocks.add(block);
                parent = block.hash();
                store.write(List.of(new Durable.Appended(block)));
                store.force();
            }
        }
    }

    @Test
    void whatItHeldComesFromPeers() throws Exception {
        fill();
        volume.file = segment(directory, 1);
        volume.page = 3 * 4096;
        int mended = 0;
        try (ChainStore store = ChainStore.open(volume, directory, CLUSTER, 1, 1 << 20)) {
            while (!store.whole()) {
                long height = store.missing().getLast().height();
                assertThat(store.mend(blocks.get((int) height - 1))).isTrue();
                mended++;
            }
            assertThat(mended).isGreaterThan(4);
            assertThat(State.of(store).blocks()).isEqualTo(blocks);
        }
        try (ChainStore store = open(directory)) {
            assertThat(store.recovery().damages()).isEmpty();
            assertThat(State.of(store).blocks()).isEqualTo(blocks);
        }
    }

    @Test
    void atTheEndItIsNotCutAsATornTail() throws Exception {
        fill();
        volume.file = segment(directory, 1);
        long size = Files.size(volume.file);
        volume.page = (size - 1) / 4096 * 4096;
        assertThat(ChainStore.verify(volume, directory).damages()).isNotEmpty();
        assertThat(ChainStore.verify(volume, directory).tornBytes()).isZero();
        try (ChainStore store = ChainStore.open(volume, directory, CLUSTER, 1, 1 << 20)) {
            assertThat(store.doubtful()).isTrue();
            assertThat(store.tip()).isBetween(20L, 29L);
        }
    }
}
