package ariadne.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(60)
class LinkProxyTest {
    private static final int SILENCE_MILLIS = 300;

    private LinkProxy proxy;
    private ServerSocket listener;
    private int port;

    @BeforeEach
    void open() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(5000);
        proxy = new LinkProxy();
        port = proxy.open("n1", "n2", (InetSocketAddress) listener.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        listener.close();
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket, int count) throws IOException {
        socket.setSoTimeout(5000);
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void passesBothWays() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            say(n1, "hello");
            assertThat(hear(n2, 5)).isEqualTo("hello");
            say(n2, "you too");
            assertThat(hear(n1, 7)).isEqualTo("you too");
            n1.shutdownOutput();
            assertThat(n2.getInputStream().read()).isEqualTo(-1);
            say(n2, "late");
            assertThat(hear(n1, 4)).isEqualTo("late");
        }
    }

    @Test
    void passesMuchUnharmed() throws Exception {
        byte[] much = new byte[20 << 20];
        new Random(1).nextBytes(much);
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    n1.getOutputStream().write(much);
                    n1.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(n2.getInputStream().readAllBytes()).isEqualTo(much);
            writer.join();
        }
    }

    @Test
    void aCutIsOneWayAndWhatWasHeldArrivesAfterMending() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            say(n1, "a");
            assertThat(hear(n2, 1)).isEqualTo("a");
            proxy.stall("n1", "n2");
            say(n1, "b");
            assertSilent(n2);
            say(n2, "c");
            assertThat(hear(n1, 1)).isEqualTo("c");
            proxy.mend("n1", "n2");
            assertThat(hear(n2, 1)).isEqualTo("b");
        }
    }

    @Test
    void aCutHoldsAlsoOnConnectionsDialedByTheOther() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            proxy.stall("n2", "n1");
            say(n2, "b");
            assertSilent(n1);
            say(n1, "c");
            assertThat(hear(n2, 1)).isEqualTo("c");
            proxy.mend("n2", "n1");
            assertThat(hear(n1, 1)).isEqualTo("b");
        }
    }

    @Test
    void aNewConnectionHangsInACut() throws IOException {
        proxy.stall("n1", "n2");
        listener.setSoTimeout(SILENCE_MILLIS);
        try (Socket n1 = dial()) {
            say(n1, "x");
            assertThatThrownBy(() -> listener.accept())
                    .isInstanceOf(SocketTimeoutException.class);
            proxy.mend("n1", "n2");
            listener.setSoTimeout(5000);
            try (Socket n2 = listener.accept()) {
                assertThat(hear(n2, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void aNewConnectionIsMuteInTheDirectionThatIsCut() throws IOException {
        proxy.stall("n2", "n1");
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            say(n1, "x");
            assertThat(hear(n2, 1)).isEqualTo("x");
            say(n2, "y");
            assertSilent(n1);
            proxy.mend("n2", "n1");
            assertThat(hear(n1, 1)).isEqualTo("y");
        }
    }

    @Test
    void endsAndResetsDoNotPassACut() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            proxy.stall("n1", "n2");
            n1.setSoLinger(true, 0);
            n1.close();
            assertSilent(n2);
            proxy.mend("n1", "n2");
            n2.setSoTimeout(5000);
            assertThatThrownBy(() -> n2.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void whoDiesIsReported() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            n2.setSoLinger(true, 0);
            n2.close();
            n1.setSoTimeout(5000);
            assertThatThrownBy(() -> n1.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aNodeThatDoesNotListenIsReported() throws IOException {
        listener.close();
        try (Socket n1 = dial()) {
            n1.setSoTimeout(5000);
            assertThatThrownBy(() -> n1.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aRefusalDoesNotPassACut() throws IOException {
        listener.close();
        proxy.stall("n2", "n1");
        try (Socket n1 = dial()) {
            say(n1, "x");
            assertSilent(n1);
            proxy.delay("n1", "n2", 10);
            assertSilent(n1);
            proxy.mend("n2", "n1");
            n1.setSoTimeout(5000);
            assertThatThrownBy(() -> n1.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void droppedBytesAreGoneAndTheirConnectionToo() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            proxy.drop("n1", "n2");
            say(n1, "lost");
            assertSilent(n2);
            say(n2, "y");
            assertThat(hear(n1, 1)).isEqualTo("y");
            proxy.mend("n1", "n2");
            n2.setSoTimeout(5000);
            assertThatThrownBy(() -> n2.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            say(n1, "anew");
            assertThat(hear(n2, 4)).isEqualTo("anew");
        }
    }

    @Test
    void delaysWithoutSlowing() throws IOException {
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            proxy.delay("n1", "n2", 400);
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                say(n1, "x");
            }
            assertSilent(n2);
            assertThat(hear(n2, 10)).isEqualTo("x".repeat(10));
            assertThat(System.nanoTime() - start).isBetween(400_000_000L, 2_000_000_000L);
            say(n2, "y");
            assertThat(hear(n1, 1)).isEqualTo("y");
            proxy.delay("n1", "n2", 0);
            say(n1, "z");
            assertThat(hear(n2, 1)).isEqualTo("z");
        }
    }

    @Test
    void aCutKeepsTheDelayAndMendingToo() throws IOException {
        proxy.delay("n1", "n2", 400);
        try (Socket n1 = dial(); Socket n2 = listener.accept()) {
            proxy.stall("n1", "n2");
            proxy.mend("n1", "n2");
            say(n1, "x");
            assertSilent(n2);
            assertThat(hear(n2, 1)).isEqualTo("x");
        }
    }

    @Test
    void afterClosingItRefuses() {
        proxy.close();
        assertThatThrownBy(() -> proxy.stall("n1", "n2")).isInstanceOf(LabException.class)
                .hasMessage("link proxy: closed");
    }
}
