package ariadne.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final TransportLimits LIMITS =
            new TransportLimits(1 << 20, 8 << 20, 16, 16 << 20);

    private final Loopback loopback = new Loopback();
    private final Recorder server = new Recorder();
    private final Recorder client = new Recorder();
    private Network serverNetwork;
    private Network clientNetwork;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        serverNetwork = loopback.network(LIMITS);
        clientNetwork = loopback.network(LIMITS);
        address = serverNetwork.listen(Loopback.ANY, server);
    }

    @AfterEach
    void close() throws IOException {
        loopback.close();
    }

    @Test
    void framesOfAllSizesArriveInOrderBothWays() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("NetworkTest frames: seed " + seed);
        Random random = new Random(seed);
        server.onFrame = (connection, payload) -> connection.send(payload);
        Connection connection = clientNetwork.dial(address, client);
        byte[][] sent = new byte[400][];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = new byte[1 + random.nextInt(i % 50 == 0 ? 1 << 20 : 300)];
            random.nextBytes(sent[i]);
            connection.send(sent[i]);
        }
        loopback.until(() -> client.frames.size() == sent.length);
        assertThat(client.frames).containsExactly(sent);
        assertThat(client.connected).hasSize(1);
        assertThat(server.accepted).hasSize(1);
        assertThat(connection.queuedBytes()).isZero();
        assertThat(connection.isEstablished()).isTrue();
    }

    @Test
    void aFrameThatComesByteByByteIsOneFrame() throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            byte[] stream = ByteBuffer.allocate(14).putInt(3).put(new byte[] {1, 2, 3})
                    .putInt(3).put(new byte[] {4, 5, 6}).array();
            for (byte each : stream) {
                out.write(each);
                serverNetwork.poll(10);
            }
            loopback.until(() -> server.frames.size() == 2);
            assertThat(server.frames).containsExactly(new byte[] {1, 2, 3},
                    new byte[] {4, 5, 6});
        }
    }

    @Test
    void anOversizeFrameClosesTheConnection() throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(
                    ByteBuffer.allocate(4).putInt(LIMITS.frameBytes() + 1).array());
            loopback.until(() -> !server.closed.isEmpty());
            assertThat(server.closed)
                    .containsExactly("a frame of 1048577 bytes, the limit is 1048576");
            assertThat(server.accepted.getFirst().isOpen()).isFalse();
        }
        Connection connection = clientNetwork.dial(address, client);
        assertThatThrownBy(() -> connection.send(new byte[LIMITS.frameBytes() + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> connection.send(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullQueueClosesTheConnectionAndLaterFramesAreLost() throws IOException {
        Connection connection = clientNetwork.dial(address, client);
        for (int i = 0; i < 9; i++) {
            connection.send(new byte[1 << 20]);
        }
        assertThat(connection.isOpen()).isFalse();
        assertThat(client.closed).as("not from within send").isEmpty();
        connection.send(new byte[1]);
        loopback.until(() -> !client.closed.isEmpty());
        assertThat(client.closed).containsExactly("more than 8388608 bytes wait to be sent");
        assertThat(connection.queuedBytes()).isZero();
    }

    @Test
    void aReaderThatSleepsStopsTheWriteProgress() throws IOException {
        Connection connection = clientNetwork.dial(address, client);
        loopback.until(() -> !server.accepted.isEmpty() && !client.connected.isEmpty());
        connection.send(new byte[10]);
        loopback.until(() -> server.frames.size() == 1);
        for (int i = 0; i < 7; i++) {
            connection.send(new byte[1 << 20]);
        }
        loopback.millis(5);
        long before = -1;
        for (int quiet = 0; quiet < 20;) {
            clientNetwork.poll(1);
            quiet = connection.queuedBytes() == before ? quiet + 1 : 0;
            before = connection.queuedBytes();
        }
        assertThat(before).isPositive();
        long stalledSince = connection.lastWriteProgressNanos();
        loopback.millis(50);
        clientNetwork.poll(1);
        assertThat(connection.lastWriteProgressNanos()).isEqualTo(stalledSince);
        loopback.until(() -> server.frames.size() == 8);
        assertThat(connection.lastWriteProgressNanos()).isEqualTo(loopback.nanos);
    }

    @Test
    void aPingIsAnsweredByTheOtherTransportAlone() throws IOException {
        Connection connection = clientNetwork.dial(address, client);
        loopback.until(() -> !client.connected.isEmpty());
        long before = connection.lastReadNanos();
        loopback.millis(7);
        connection.ping();
        loopback.until(() -> connection.lastReadNanos() > before);
        assertThat(server.frames).isEmpty();
        assertThat(client.frames).isEmpty();
    }

    @Test
    void noFrameArrivesAfterTheHandlerClosed() throws IOException {
        server.onFrame = (connection, payload) -> connection.close("enough");
        Connection connection = clientNetwork.dial(address, client);
        connection.send(new byte[] {1});
        connection.send(new byte[] {2});
        loopback.until(() -> !server.closed.isEmpty() && !client.closed.isEmpty());
        assertThat(server.frames).hasSize(1);
        assertThat(server.closed).containsExactly("enough");
        connection.close("again");
        clientNetwork.poll(0);
        assertThat(client.closed).hasSize(1);
    }

    @Test
    void theLastFrameIsSentBeforeClosing() throws IOException {
        server.onFrame = (connection, payload) -> {
            connection.send(new byte[500_000]);
            connection.closeWhenSent("refused");
            connection.send(new byte[] {3});
        };
        clientNetwork.dial(address, client).send(new byte[] {1});
        loopback.until(() -> !server.closed.isEmpty() && !client.closed.isEmpty());
        assertThat(client.frames).hasSize(1);
        assertThat(client.frames.getFirst()).hasSize(500_000);
        assertThat(client.closed).containsExactly("closed by the other side");
    }

    @Test
    void aPortWhereNobodyListensAndAnUnknownHostAreClosedWithAReason() throws IOException {
        loopback.close(serverNetwork);
        clientNetwork.dial(address, client);
        clientNetwork.dial(InetSocketAddress.createUnresolved("nowhere", 1), client);
        loopback.until(() -> client.closed.size() == 2);
        assertThat(client.closed).anyMatch(why -> why.contains("refused"))
                .contains("unknown host nowhere");
        assertThat(client.connected).isEmpty();
    }

    @Test
    void aPortInUseIsAnError() {
        assertThatThrownBy(() -> clientNetwork.listen(address, client))
                .isInstanceOf(BindException.class);
    }

    @Test
    void aHandlerThatDialsWheneverItIsClosedDoesNotHoldThePoll() throws IOException {
        loopback.close(serverNetwork);
        int[] closings = {0};
        Handler stubborn = new Handler() {
            @Override
            public void frame(Connection connection, ByteBuffer payload) {}

            @Override
            public void closed(Connection connection, String reason) {
                closings[0]++;
                clientNetwork.dial(InetSocketAddress.createUnresolved("nowhere", 1), this);
            }
        };
        clientNetwork.dial(InetSocketAddress.createUnresolved("nowhere", 1), stubborn);
        clientNetwork.poll(-1);
        clientNetwork.poll(-1);
        assertThat(closings[0]).isBetween(2, 4);
    }

    @Test
    void aWakeupEndsAPollThatWaits() throws IOException {
        clientNetwork.wakeup();
        assertThat(clientNetwork.poll(-1)).isZero();
    }
}
