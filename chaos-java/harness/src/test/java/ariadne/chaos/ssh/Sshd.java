package ariadne.chaos.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real sshd on loopback, with keys of its own, for the user who runs the test. */
final class Sshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final String ME = System.getProperty("user.name");

    final Path directory;
    final int port;
    final Path key;
    final Path knownHosts;
    private Process process;

    private Sshd(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        key = newKey("key", "");
        knownHosts = knownHosts("known_hosts", newKey("host", ""));
        Files.copy(publicKey(key), directory.resolve("authorized"));
        Files.writeString(directory.resolve("config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                PidFile none
                Subsystem sftp internal-sftp
                """.formatted(port, directory.resolve("host"), directory.resolve("authorized")));
        start();
    }

    /** Skips the test, saying so, where it cannot be had. */
    static Sshd start(Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "no sshd here (Debian: openssh-server)");
        assumeTrue(ME.equals("root"), "not root here, and a lab's machine is in root's hands");
        return new Sshd(directory);
    }

    void start() throws IOException, InterruptedException {
        Files.createDirectories(Path.of("/run/sshd"));
        // Whatever a test does over SSH, the clock of this machine is not its own.
        List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=-sys_time",
                "--inh-caps=-sys_time", "--"));
        command.addAll(List.of(PROGRAM.toString(), "-D", "-e", "-f",
                directory.resolve("config").toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("sshd does not serve: "
                            + Files.readString(directory.resolve("log")), e);
                }
            }
            Thread.sleep(20);
        }
    }

    Path newKey(String name, String passphrase) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase,
                "-C", name, "-f", directory.resolve(name).toString()).inheritIO().start();
        if (made.waitFor() != 0) {
            throw new IOException("ssh-keygen failed");
        }
        return directory.resolve(name);
    }

    static Path publicKey(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    /** A file that knows this sshd by some host key. */
    Path knownHosts(String name, Path hostKey) throws IOException {
        return Files.writeString(directory.resolve(name), "[127.0.0.1]:" + port + " "
                + Files.readString(publicKey(hostKey)));
    }

    Host host() {
        return host(Optional.of(key), knownHosts);
    }

    Host host(Optional<Path> otherKey, Path otherKnownHosts) {
        return new Host("n1", "127.0.0.1", port, ME, otherKey, otherKnownHosts, 7001, 7101);
    }

    /** Ends the connections that are open, and goes on. */
    void breakConnections() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroy();
        process.waitFor();
        sessions.forEach(ProcessHandle::destroyForcibly);
    }
}
