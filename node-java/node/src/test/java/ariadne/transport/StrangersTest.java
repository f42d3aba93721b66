package ariadne.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever can dial may make this side hold. */
class StrangersTest {
    private static final int MIB = 1 << 20;

    private final Loopback loopback = new Loopback();
    private final Recorder server = new Recorder();
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        address = loopback.network(new TransportLimits(MIB, 2 * MIB, 16, MIB))
                .listen(Loopback.ANY, server);
    }

    @AfterEach
    void close() throws IOException {
        loopback.close();
    }

    private Socket dial() throws IOException {
        return new Socket(address.getAddress(), address.getPort());
    }

    private static long counted(Connection connection) {
        return ((SocketConnection) connection).countedBytes();
    }

    /** A frame that never ends. */
    private static byte[] half(int bytes) {
        return ByteBuffer.allocate(4 + bytes).putInt(MIB).array();
    }

    @Test
    void pingsWithoutEndAreAnsweredByFewPongs() throws IOException {
        long[] queued = {-1};
        server.onFrame = (connection, payload) -> queued[0] = connection.queuedBytes();
        try (Socket socket = dial()) {
            socket.getOutputStream().write(
                    ByteBuffer.allocate(4000 + 5).putInt(4000, 1).array());
            loopback.until(() -> !server.frames.isEmpty());
        }
        assertThat(queued[0]).isBetween(0L, 40L);
    }

    @Test
    void aConnectionThatHoldsNothingButALengthTakesNoMemory() throws IOException {
        try (Socket first = dial(); Socket second = dial(); Socket third = dial()) {
            for (Socket each : new Socket[] {first, second, third}) {
                each.getOutputStream().write(half(1));
            }
            loopback.until(() -> server.accepted.size() == 3
                    && server.accepted.stream().allMatch(c -> counted(c) > 0));
            assertThat(server.accepted).allMatch(c -> counted(c) <= 8 << 10);
            assertThat(server.closed).isEmpty();
        }
    }

    @Test
    void overTheLimitOfAllStrangersTheOneThatHoldsMostIsClosed() throws IOException {
        try (Socket small = dial(); Socket large = dial()) {
            small.getOutputStream().write(half(200_000));
            loopback.until(() -> server.accepted.size() == 2
                    && server.accepted.stream().anyMatch(c -> counted(c) >= 200_000));
            large.getOutputStream().write(half(MIB - 10));
            loopback.until(() -> !server.closed.isEmpty());
            assertThat(server.closed).hasSize(1);
            assertThat(server.closed.getFirst()).contains("the most on this one");
            assertThat(server.accepted.stream().filter(Connection::isOpen)).singleElement()
                    .matches(c -> counted(c) >= 200_000 && counted(c) < MIB / 2);
        }
    }

    @Test
    void answersThatNobodyReadsCountToo() throws IOException {
        server.onFrame = (connection, payload) -> {
            for (int i = 0; i < 3; i++) {
                connection.send(new byte[MIB / 2]);
            }
        };
        try (Socket socket = dial()) {
            socket.getOutputStream().write(ByteBuffer.allocate(5).putInt(1).array());
            loopback.until(() -> !server.closed.isEmpty());
        }
        assertThat(server.closed.getFirst()).contains("wait on all connections");
    }

    @Test
    void whoeverIsExemptIsNotAStranger() throws IOException {
        server.onFrame = (connection, payload) -> {
            connection.exempt();
            for (int i = 0; i < 3; i++) {
                connection.send(new byte[MIB / 2]);
            }
        };
        try (Socket socket = dial()) {
            socket.getOutputStream().write(ByteBuffer.allocate(5).putInt(1).array());
            loopback.until(() -> !server.frames.isEmpty());
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0, 8, 0, 0);
        }
    }

    @Test
    void aConnectionMayTakeShorterFramesThanOthers() throws IOException {
        try (Socket socket = dial()) {
            loopback.until(() -> !server.accepted.isEmpty());
            server.accepted.getFirst().limitFrames(10);
            socket.getOutputStream().write(ByteBuffer.allocate(15).putInt(11).array());
            loopback.until(() -> !server.closed.isEmpty());
            assertThat(server.closed).containsExactly("a frame of 11 bytes, the limit is 10");
        }
    }
}
