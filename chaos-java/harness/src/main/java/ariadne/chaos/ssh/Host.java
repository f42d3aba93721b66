package ariadne.chaos.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A machine, as the inventory names it.
 *
 * @param name of the node
 * @param address name or IP address, for SSH and for clients
 * @param port of sshd
 * @param key private key; empty for an agent's, or those in the user's home
 * @param knownHosts file with the keys of hosts
 * @param clientPort where the node listens
 * @param adminPort of the node's admin HTTP
 */
record Host(String name, String address, int port, String user, Optional<Path> key,
        Path knownHosts, int clientPort, int adminPort) {

    /** For messages. */
    @Override
    public String toString() {
        return name + " (" + user + "@" + address + (port == 22 ? "" : " port " + port) + ")";
    }
}
