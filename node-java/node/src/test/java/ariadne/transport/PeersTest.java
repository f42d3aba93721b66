package ariadne.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final byte[] HELLO = {42};
    private static final int PEER = 2;

    private final Loopback loopback = new Loopback();
    private final Recorder peer = new Recorder();
    private final List<String> news = new ArrayList<>();
    private Network peerNetwork;
    private Network network;
    private InetSocketAddress address;
    private Peers peers;

    @BeforeEach
    void open() throws IOException {
        network = loopback.network(TransportLimits.STANDARD);
        peerNetwork = loopback.network(TransportLimits.STANDARD);
        address = peerNetwork.listen(Loopback.ANY, peer);
        peers = peers(address);
    }

    private Peers peers(InetSocketAddress where) {
        return new Peers(network, PeerSettings.STANDARD, Map.of(PEER, where), HELLO,
                new Peers.Listener() {
                    @Override
                    public void up(int node) {
                        news.add("up " + node);
                    }

                    @Override
                    public void down(int node, String why) {
                        news.add("down " + node + ": " + why);
                    }

                    @Override
                    public void frame(int node, ByteBuffer payload) {
                        news.add("frame of " + payload.remaining());
                    }
                }, loopback.nanos);
    }

    @AfterEach
    void close() throws IOException {
        loopback.close();
    }

    /** A round of the owner's loop: the clock moves, the links are looked after. */
    private void round(long millis) {
        loopback.millis(millis);
        peers.tick(loopback.nanos);
    }

    private void connect() throws IOException {
        loopback.until(() -> peers.isUp(PEER) && peer.frames.size() == 1, () -> round(0));
    }

    @Test
    void saysHelloFirstAndThenWhatIsSent() throws IOException {
        assertThat(peers.send(PEER, new byte[] {1})).as("no link yet").isFalse();
        connect();
        assertThat(peers.send(PEER, new byte[] {2})).isTrue();
        loopback.until(() -> peer.frames.size() == 2);
        assertThat(peer.frames).containsExactly(HELLO, new byte[] {2});
        peer.accepted.getFirst().send(new byte[5]);
        loopback.until(() -> news.size() == 2);
        assertThat(news).containsExactly("up 2", "frame of 5");
    }

    @Test
    void findsAPeerThatRestarts() throws IOException {
        connect();
        loopback.close(peerNetwork);
        loopback.until(() -> !peers.isUp(PEER), () -> round(0));
        assertThat(peers.send(PEER, new byte[] {1})).isFalse();
        for (int i = 0; i < 20; i++) {
            round(100);
            network.poll(1);
        }
        Recorder reborn = new Recorder();
        loopback.network(TransportLimits.STANDARD).listen(address, reborn);
        loopback.until(() -> reborn.frames.size() == 1, () -> round(10));
        assertThat(reborn.frames).containsExactly(HELLO);
        assertThat(news).hasSize(3).startsWith("up 2").endsWith("up 2");
        assertThat(state().lastTrouble()).contains("refused");
    }

    @Test
    void waitsLongerAndLongerForAPeerThatIsDown() throws IOException {
        loopback.close(peerNetwork);
        List<Long> dials = new ArrayList<>();
        long begun = loopback.nanos;
        for (int i = 0; i < 200; i++) {
            long before = state().dials();
            round(10);
            if (state().dials() > before) {
                dials.add((loopback.nanos - begun) / 1_000_000);
            }
            network.poll(2);
            network.poll(0);
        }
        assertThat(dials).startsWith(10L, 60L, 160L, 360L, 760L, 1260L, 1760L);
    }

    @Test
    void givesUpALinkWithoutASignOfLife() throws IOException {
        connect();
        for (int i = 0; i < 12; i++) {
            round(100);
            network.poll(1);
        }
        network.poll(0);
        assertThat(news).containsExactly("up 2", "down 2: no sign of life for 1000 ms");
        loopback.until(() -> peers.isUp(PEER) && peer.frames.size() == 2, () -> round(10));
        assertThat(news).endsWith("up 2");
    }

    @Test
    void keepsALinkThatAnswersPings() throws IOException {
        connect();
        for (int i = 0; i < 50; i++) {
            round(100);
            loopback.until(() -> loopback.nanos - state().lastReadNanos() <= 300_000_000);
        }
        assertThat(news).containsExactly("up 2");
    }

    private Peers.LinkState state() {
        return peers.states().getFirst();
    }

    @Test
    void aSleeperReadsItsMailBeforeItGivesUpOthers() throws IOException {
        connect();
        round(5000);
        network.poll(0);
        assertThat(news).containsExactly("up 2");
    }

    @Test
    void givesUpADialThatHangs() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, Loopback.ANY.getAddress())) {
            InetSocketAddress hanging =
                    new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            Recorder fillers = new Recorder();
            for (int i = 0; i < 8; i++) {
                network.dial(hanging, fillers);
            }
            for (int i = 0; i < 20; i++) {
                network.poll(2);
            }
            assertThat(fillers.connected.size()).isLessThan(8);
            peers = peers(hanging);
            loopback.until(() -> !state().lastTrouble().isEmpty(),
                    () -> round(100));
            assertThat(state().lastTrouble())
                    .isEqualTo("no connection within 500 ms");
            assertThat(news).isEmpty();
        }
    }

    @Test
    void aFailedLinkIsSilentUntilItIsFixed() throws IOException {
        connect();
        peers.failLink(PEER);
        assertThat(peers.send(PEER, new byte[] {1})).isFalse();
        assertThat(peers.receives(PEER)).isFalse();
        assertThat(state().failed()).isTrue();
        peers.fixLink(PEER);
        assertThat(peers.receives(PEER)).isTrue();
        loopback.until(() -> peer.frames.size() == 2, () -> round(1));
        assertThat(peers.send(PEER, new byte[] {3})).isTrue();
        loopback.until(() -> peer.frames.size() == 3);
        assertThat(peer.frames).containsExactly(HELLO, HELLO, new byte[] {3});
        assertThat(news).containsExactly("up 2", "down 2: link fixed", "up 2");
        assertThatThrownBy(() -> peers.failLink(9)).hasMessageContaining("no node 9");
    }

    @Test
    void delaysAndKeepsTheOrder() throws IOException {
        connect();
        peers.delayMillis(200);
        peers.send(PEER, new byte[] {1});
        round(100);
        peers.delayMillis(0);
        peers.send(PEER, new byte[] {2});
        network.poll(1);
        peerNetwork.poll(1);
        assertThat(peer.frames).hasSize(1);
        round(99);
        network.poll(1);
        peerNetwork.poll(1);
        assertThat(peer.frames).hasSize(1);
        round(1);
        loopback.until(() -> peer.frames.size() == 3);
        assertThat(peer.frames.get(1)).containsExactly(1);
        assertThat(peer.frames.get(2)).containsExactly(2);
        peers.send(PEER, new byte[] {3});
        loopback.until(() -> peer.frames.size() == 4);
        assertThatThrownBy(() -> peers.delayMillis(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
