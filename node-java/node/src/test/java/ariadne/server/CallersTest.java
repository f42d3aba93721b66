package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Network;
import ariadne.transport.TransportLimits;
import ariadne.wire.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three places for whoever dials, and a clock that moves by hand. */
class CallersTest {
    private static final Callers.Caller CLIENT = new Callers.Caller(Frame.Kind.CLIENT, 0);
    private static final Callers.Caller PEER = new Callers.Caller(Frame.Kind.PEER, 2);
    private static final int POLLS = 5000;

    private Callers callers = new Callers(3);
    private final List<Connection> accepted = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private long nanos = 1;
    private Network network;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        network = new Network(TransportLimits.STANDARD, () -> nanos);
        address = network.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Handler() {
                    @Override
                    public void accepted(Connection connection) {
                        accepted.add(connection);
                        callers.accept(connection, nanos);
                    }

                    @Override
                    public void frame(Connection connection, ByteBuffer payload) {}

                    @Override
                    public void closed(Connection connection, String reason) {
                        callers.closed(connection);
                    }
                });
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        network.close();
    }

    private Connection dial() throws IOException {
        sockets.add(new Socket(address.getAddress(), address.getPort()));
        nanos++;
        for (int i = 0; i < POLLS && accepted.size() < sockets.size(); i++) {
            network.poll(1);
        }
        return accepted.getLast();
    }

    private Connection dial(Callers.Caller caller) throws IOException {
        Connection connection = dial();
        callers.greeted(connection, caller);
        return connection;
    }

    private void seconds(long seconds) {
        nanos += seconds * 1_000_000_000;
        callers.tick(nanos);
    }

    @Test
    void whoeverDoesNotGreetIsClosedAfterFiveSeconds() throws IOException {
        Connection silent = dial();
        Connection client = dial(CLIENT);
        seconds(4);
        assertThat(silent.isOpen()).isTrue();
        seconds(2);
        assertThat(silent.isOpen()).isFalse();
        seconds(3600);
        assertThat(client.isOpen()).as("a client may be silent").isTrue();
    }

    /** What a cut of the network leaves behind: nobody closes it from the other side. */
    @Test
    void aSilentPeerIsClosedAfterTenSeconds() throws IOException {
        Connection peer = dial(PEER);
        seconds(9);
        assertThat(peer.isOpen()).isTrue();
        seconds(2);
        assertThat(peer.isOpen()).isFalse();
        assertThat(callers.ofPeer(2)).isEmpty();
    }

    @Test
    void whenAllPlacesAreTakenTheQuietestMakesRoomAndNeverAPeer() throws IOException {
        Connection peer = dial(PEER);
        Connection first = dial(CLIENT);
        Connection ungreeted = dial();
        Connection second = dial(CLIENT);
        assertThat(ungreeted.isOpen()).as("one that has not greeted goes first").isFalse();
        assertThat(first.isOpen()).isTrue();
        Connection third = dial(CLIENT);
        assertThat(first.isOpen()).as("then the client silent for the longest").isFalse();
        assertThat(List.of(peer, second, third)).allMatch(Connection::isOpen);
    }

    @Test
    void wherePeersHaveAllPlacesOthersAreRefused() throws IOException {
        for (int node = 2; node < 5; node++) {
            dial(new Callers.Caller(Frame.Kind.PEER, node));
        }
        assertThat(dial().isOpen()).isFalse();
        assertThat(accepted.subList(0, 3)).allMatch(Connection::isOpen);
    }

    @Test
    void onePeerHasFourConnectionsAtMost() throws IOException {
        callers = new Callers(100);
        for (int i = 0; i < 6; i++) {
            dial(PEER);
        }
        assertThat(callers.ofPeer(2)).isEqualTo(accepted.subList(2, 6));
        assertThat(accepted.subList(2, 6)).allMatch(Connection::isOpen);
        assertThat(accepted.subList(0, 2)).noneMatch(Connection::isOpen);
    }
}
