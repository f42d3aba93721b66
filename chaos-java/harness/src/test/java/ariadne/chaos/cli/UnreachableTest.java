package ariadne.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are not there: one line that names each, and exit code 255. */
final class UnreachableTest {
    @TempDir
    Path place;

    @Test
    void everyMachineThatCannotBeReachedIsNamed() throws Exception {
        KeyPair key = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
        key.writePrivateKey(place.resolve("key").toString());
        Files.createFile(place.resolve("hosts"));
        StringBuilder inventory = new StringBuilder("[nodes]\n");
        List<Integer> ports = closedPorts(3);
        for (int i = 1; i <= 3; i++) {
            inventory.append("n" + i + " ansible_port=" + ports.get(i - 1) + "\n");
        }
        Path file = Files.writeString(place.resolve("inventory.ini"), inventory + """
                [nodes:vars]
                ansible_host=127.0.0.1
                ansible_user=nobody
                ansible_ssh_private_key_file={{ inventory_dir }}/key
                ansible_ssh_common_args=-oUserKnownHostsFile={{inventory_dir}}/hosts
                """);
        Said said = Said.by("test", "--lab", "ssh", "--inventory", file.toString(), "--store",
                place.resolve("store").toString());
        assertThat(said.exitCode()).isEqualTo(255);
        assertThat(said.err()).startsWith("ariadne: n1 (nobody@127.0.0.1 port " + ports.get(0)
                + ") cannot be reached: Connection refused; n2 (").contains("; n3 (");
        assertThat(said.err().lines()).hasSize(1);
    }

    private static List<Integer> closedPorts(int count) throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            taken.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return ports;
    }
}
