package ariadne.bench.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on loopback, free for TCP and UDP alike when they were asked for. */
public final class Ports {
    // Below what Linux gives to outgoing connections.
    private static final int FIRST = 12_000;
    private static final int LAST = 19_900;

    private static int next = FIRST + (int) (ProcessHandle.current().pid() * 97 % 5_000);

    private Ports() {}

    /** Ports in a row of which nobody had one before. */
    public static synchronized List<Integer> free(int count) throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int tried = 0; tried < LAST - FIRST && found.size() < count; tried++) {
            int port = next;
            next = next + 1 < LAST ? next + 1 : FIRST;
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IOException("fewer than " + count + " free ports between " + FIRST
                    + " and " + LAST);
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int port) {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket stream = new ServerSocket();
                DatagramSocket datagrams = new DatagramSocket(null)) {
            stream.setReuseAddress(true);
            stream.bind(address);
            datagrams.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
