package ariadne.chaos.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** TCP ports on loopback. */
final class Ports {
    // Below what Linux gives to outgoing connections: a dead node's port must still be free when
    // it returns.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private Ports() {}

    /**
     * Ports that are free now.
     *
     * @throws LabException if there are not so many
     */
    static List<Integer> free(int count) {
        List<Integer> found = new ArrayList<>();
        int span = LAST - FIRST;
        // Two labs that start together begin at different places.
        long start = ProcessHandle.current().pid() * 157 + System.nanoTime() % 10_007;
        for (int i = 0; i < span && found.size() < count; i++) {
            int port = FIRST + Math.floorMod(start + i, span);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new LabException("fewer than " + count + " free ports between " + FIRST
                    + " and " + LAST);
        }
        return found;
    }

    /** @throws LabInputException if one is taken; it names all that are */
    static void requireFree(Collection<Integer> ports) {
        List<String> taken = ports.stream().filter(port -> !isFree(port)).map(String::valueOf)
                .toList();
        if (!taken.isEmpty()) {
            throw new LabInputException((taken.size() == 1 ? "port " : "ports ")
                    + String.join(", ", taken) + " on 127.0.0.1 "
                    + (taken.size() == 1 ? "is" : "are")
                    + " in use by another process; choose others, or let the lab take free ones");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
