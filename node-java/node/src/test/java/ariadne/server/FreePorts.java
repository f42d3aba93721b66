package ariadne.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ports of this machine that nobody listens at. */
final class FreePorts {
    private FreePorts() {}

    /** Below the ports that the kernel gives to whoever dials: a killed node keeps its own. */
    static List<Integer> choose(int count, Random random) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = random.nextInt(12_000, 32_000);
            try (ServerSocket socket = new ServerSocket(
                    port, 1, InetAddress.getLoopbackAddress())) {
                if (!ports.contains(socket.getLocalPort())) {
                    ports.add(port);
                }
            } catch (IOException e) {
                // Taken; the next one.
            }
        }
        return ports;
    }
}
