package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held in memory and what is asked of the archive. */
class ChainTest {
    private final List<Block> written = new ArrayList<>();
    private final List<Long> fetched = new ArrayList<>();
    private final Chain chain = new Chain(
            Saved.fresh(Hash.ZERO, List.of(1)), height -> {
                fetched.add(height);
                return written.get((int) height - 1);
            }, Stops.none(), new Effects());

    private void decided(int blocks, int bytes) {
        for (int i = 0; i < blocks; i++) {
            Block block = Bench.HASHER.block(chain.tip() + 1, chain.tipHash(),
                    List.of(new byte[bytes]));
            chain.append(block);
            written.add(block);
            chain.decide(block.height());
            chain.trim();
        }
    }

    private int held() {
        int held = 0;
        for (long height = 1; height <= chain.tip(); height++) {
            fetched.clear();
            assertThat(chain.at(height)).isEqualTo(written.get((int) height - 1));
            held += fetched.isEmpty() ? 1 : 0;
        }
        return held;
    }

    @Test
    void smallBlocksAreHeldByTheirNumber() {
        decided(3000, 10);
        assertThat(held()).isBetween(512, 1024);
    }

    @Test
    void largeBlocksAreHeldByTheirBytes() {
        decided(100, 1 << 17);
        assertThat(held()).isBetween(4, 8);
        decided(3000, 10);
        assertThat(held()).isBetween(512, 1024);
    }

    @Test
    void whatIsNotDecidedStays() {
        decided(1, 20 << 20);
        for (int i = 0; i < 3; i++) {
            chain.append(Bench.HASHER.block(chain.tip() + 1, chain.tipHash(),
                    List.of(new byte[20 << 20])));
            chain.trim();
        }
        for (long height = 2; height <= 4; height++) {
            fetched.clear();
            chain.at(height);
            assertThat(fetched).isEmpty();
        }
    }
}
