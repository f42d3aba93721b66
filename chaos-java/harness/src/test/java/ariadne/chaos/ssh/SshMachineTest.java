package ariadne.chaos.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real sshd does with our sessions, and what we say of it. */
@Tag("slow")
@Timeout(60)
final class SshMachineTest {
    @TempDir
    Path place;
    private Sshd sshd;

    @BeforeEach
    void start() throws Exception {
        sshd = Sshd.start(Files.createDirectories(place.resolve("sshd")));
    }

    @AfterEach
    void stop() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static SshMachine machine(Host host) {
        return new SshMachine(host, Optional.empty());
    }

    private void refused(Host host, String message) {
        try (SshMachine machine = machine(host)) {
            assertThatThrownBy(machine::connect).isExactlyInstanceOf(LabException.class)
                    .hasMessageContaining("n1 (").hasMessageContaining(message)
                    .message().hasLineCount(1);
        }
    }

    @Test
    void commandsRunInOneShellAndKeepApart() {
        try (SshMachine machine = machine(sshd.host())) {
            assertThat(machine.run("id -u")).isEqualTo("0");
            assertThat(machine.run("cd /tmp; x=1; printf '%s\\n\\n' \u00fc; echo b >&2"))
                    .isEqualTo("\u00fc\n\nb");
            assertThat(machine.run("pwd; echo $x")).doesNotContain("/tmp", "1");
            assertThat(machine.attempt("exit 3")).isEqualTo(new RootShell.Result(3, ""));
            assertThat(machine.attempt("cat").output()).isEmpty();
            assertThat(machine.run("seq 100000").lines()).hasSize(100_000);
            assertThatThrownBy(() -> machine.run("echo no >&2\nfalse"))
                    .hasMessage("n1 (root@127.0.0.1 port " + sshd.port
                            + "): echo no >&2 false: exit code 1, no");
            String shell = machine.run("echo $PPID");
            assertThat(machine.run("echo $PPID")).isEqualTo(shell);
        }
    }

    @Test
    void whatTakesTooLongIsGivenUpAndTheNextWorks() {
        try (SshMachine machine = machine(sshd.host())) {
            assertThatThrownBy(() -> machine.run("sleep 30", 200))
                    .isInstanceOf(LabException.class)
                    .hasMessageEndingWith("sleep 30: no answer within 200 ms");
            assertThat(machine.run("echo still here")).isEqualTo("still here");
        }
    }

    @Test
    void aConnectionThatBrokeIsMadeAnew() throws Exception {
        try (SshMachine machine = machine(sshd.host())) {
            machine.connect();
            sshd.breakConnections();
            assertThat(machine.run("echo again")).isEqualTo("again");
            sshd.close();
            assertThatThrownBy(() -> machine.run("echo more"))
                    .hasMessageContaining("cannot be reached: Connection refused");
            sshd.start();
            assertThat(machine.run("echo more")).isEqualTo("more");
        }
    }

    @Test
    void filesComeHomeWhole() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path there = Files.createDirectories(place.resolve("it's/deep"));
        Files.write(there.resolve("bytes"), bytes);
        Files.writeString(place.resolve("it's/text"), "abcdef");
        try (SshMachine machine = machine(sshd.host())) {
            String copies = "ls -d /var/tmp/ariadne-lab.* 2>/dev/null || echo none";
            String before = machine.run(copies);
            Path home = place.resolve("home");
            machine.fetch(place.resolve("it's").toString(), home);
            assertThat(home.resolve("deep/bytes")).hasBinaryContent(bytes);
            machine.fetch(place.resolve("it's/text").toString(), home.resolve("again"));
            assertThat(home.resolve("again")).hasContent("abcdef");
            machine.fetchTail(place.resolve("it's/text").toString(), 4, home.resolve("tail"));
            assertThat(home.resolve("tail")).hasContent("ef");
            assertThatThrownBy(() -> machine.fetch("/no/such", home.resolve("x")))
                    .hasMessageContaining("No such file or directory");
            assertThat(machine.run(copies)).isEqualTo(before);
        }
    }

    @Test
    void aHostKeyThatNobodyKnowsIsRefused() throws IOException {
        Path empty = Files.createFile(place.resolve("empty"));
        refused(sshd.host(Optional.of(sshd.key), empty), "the host key of n1 (root@127.0.0.1 port "
                + sshd.port + ") is unknown: " + empty + " has none for it");
        Path missing = place.resolve("missing");
        refused(sshd.host(Optional.of(sshd.key), missing),
                "can't be checked: there is no known-hosts file " + missing);
    }

    @Test
    void aHostKeyThatChangedIsRefused() throws Exception {
        Path other = sshd.knownHosts("others", sshd.newKey("other", ""));
        refused(sshd.host(Optional.of(sshd.key), other), "is not the one in " + other);
    }

    @Test
    void aKeyThatIsNotAcceptedIsNamed() throws Exception {
        Path stranger = sshd.newKey("stranger", "");
        refused(sshd.host(Optional.of(stranger), sshd.knownHosts),
                "does not let us in with the key " + stranger);
    }

    @Test
    void aMachineThatIsNotThereIsNamed() throws Exception {
        sshd.close();
        refused(sshd.host(), "cannot be reached: Connection refused");
        refused(new Host("n1", "nowhere.invalid", 22, "root", Optional.of(sshd.key),
                sshd.knownHosts, 7001, 7101), "cannot be reached: nobody knows that name");
    }

    @Test
    void anAgentHasKeysAsWell() throws Exception {
        Path locked = sshd.newKey("locked", "a passphrase");
        refused(sshd.host(Optional.of(locked), sshd.knownHosts),
                "locked by a passphrase; give it to an ssh-agent");
        Path socket = sshd.directory.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            while (!Files.exists(socket)) {
                assertThat(agent.isAlive()).isTrue();
                Thread.sleep(10);
            }
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", sshd.key.toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            for (Optional<Path> key : List.of(Optional.<Path>empty(),
                    Optional.of(locked))) {
                try (SshMachine machine = new SshMachine(
                        sshd.host(key, sshd.knownHosts), Optional.of(socket))) {
                    assertThat(machine.run("echo in")).isEqualTo("in");
                }
            }
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        try (SshMachine machine = new SshMachine(
                sshd.host(Optional.empty(), sshd.knownHosts), Optional.of(socket))) {
            assertThatThrownBy(machine::connect).isInstanceOf(LabException.class)
                    .message().contains(socket.toString()).hasLineCount(1);
        }
    }
}
