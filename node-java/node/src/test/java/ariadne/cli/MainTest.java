package ariadne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line where there is no cluster, or nothing sensible is asked. */
class MainTest {
    @TempDir
    private Path dir;

    private String cluster(String... lines) throws IOException {
        return Files.write(dir.resolve("cluster.properties"), List.of(lines)).toString();
    }

    /** A cluster of one node that is down. */
    private String deadCluster() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + free.getLocalPort();
            return cluster("cluster=c", "member.n1=" + address, "admin.n1=" + address);
        }
    }

    @Test
    void noClusterFile() {
        String none = dir.resolve("none.properties").toString();
        for (List<String> command : List.of(List.of("get", "k"), List.of("put", "k", "v"),
                List.of("delete", "k"), List.of("cas", "k", "1", "2"), List.of("status"),
                List.of("client"), List.of("console", "n1"))) {
            String[] args = new String[command.size() + 2];
            command.toArray(args);
            args[command.size()] = "--cluster-file";
            args[command.size() + 1] = none;
            Told.by(args).refusedInOneLine("no cluster described in " + none, "./ariadne up");
        }
    }

    @Test
    void clusterFilesThatSayNothing() throws IOException {
        Told.by("status", "--cluster-file", dir.toString()).refusedInOneLine("can't read");
        Told.by("status", "--cluster-file", cluster("cluster=c"))
                .refusedInOneLine("no member.NAME=HOST:PORT");
        Told.by("status", "--cluster-file", cluster("member.n1=127.0.0.1:1"))
                .refusedInOneLine("names no cluster=");
    }

    @Test
    void clusterFilesWithBadAddresses() throws IOException {
        for (String bad : List.of("127.0.0.1", "127.0.0.1:", ":7001", "7001", "127.0.0.1:0",
                "127.0.0.1:70000", "127.0.0.1:x")) {
            Told.by("get", "k", "--cluster-file", cluster("cluster=c", "member.n1=" + bad))
                    .refusedInOneLine("member.n1=" + bad + " is no HOST:PORT");
            Told.by("console", "n1", "nominate", "--cluster-file",
                    cluster("cluster=c", "member.n1=127.0.0.1:1", "admin.n1=" + bad))
                    .refusedInOneLine("admin.n1=" + bad + " is no HOST:PORT");
        }
    }

    @Test
    void clientsAreNumberedFromOne() throws IOException {
        String file = deadCluster();
        Told.by("client", "--id", "0", "--cluster-file", file)
                .refusedInOneLine("--id 0: clients are numbered from 1");
        Told.by("client", "--id", "-3", "--cluster-file", file).refusedInOneLine("--id -3");
        Told word = Told.by("client", "--id", "x", "--cluster-file", file);
        assertThat(word.code()).isEqualTo(254);
        assertThat(word.err()).contains("--id").doesNotContain("Exception");
    }

    @Test
    void brokenJsonOnTheCommandLine() throws IOException {
        Told.by("put", "k", "{\"a\"", "--cluster-file", deadCluster())
                .refusedInOneLine("no JSON literal: {\"a\"");
    }

    @Test
    void unknownCommandsAndOptions() {
        for (String[] args : new String[][] {{}, {"fly"}, {"get"}, {"get", "a", "b"},
                {"put", "a"}, {"server"}, {"status", "--colour"}, {"up", "--nodes", "many"}}) {
            Told told = Told.by(args);
            assertThat(told.code()).as("%s", (Object) args).isEqualTo(254);
            assertThat(told.err()).startsWith("ariadne: ").contains("try ./ariadne ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void everyCommandTellsItsOptions() {
        for (String command : List.of("up", "client", "console", "format", "server", "verify",
                "get", "put", "delete", "cas", "status")) {
            Told told = Told.by(command, "--help");
            assertThat(told.code()).as(command + told.err()).isZero();
            assertThat(told.out()).contains("Usage: ariadne " + command);
        }
    }

    @Test
    void upRefusesWhatItCannotStart() {
        String where = dir.resolve("run").toString();
        Told.by("up", "--nodes", "0", "--dir", where).refusedInOneLine("--nodes 0: 1 to 9");
        Told.by("up", "--nodes", "10", "--dir", where).refusedInOneLine("--nodes 10: 1 to 9");
        Told.by("up", "--port", "65500", "--dir", where).refusedInOneLine("--port 65500");
        assertThat(dir.resolve("run")).doesNotExist();
    }

    @Test
    void upNamesThePortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Told.by("up", "--nodes", "1", "--port", "" + other.getLocalPort(), "--dir",
                    dir.resolve("run").toString()).refusedInOneLine(
                    "port in use: 127.0.0.1:" + other.getLocalPort(), "wanted for n1");
        }
    }

    @Test
    void theShellTellsMistakesAndGoesOn() throws IOException {
        Told told = Told.withInput("""
                help

                fly
                get
                put a
                put a b c
                cas a {"b
                nominate n9
                nominate
                quit
                get never
                """, "client", "--cluster-file", deadCluster());
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains("get KEY", "unknown command fly; try help",
                "get needs 1 literal, not 0; try help", "put needs 2 literals, not 1; try help",
                "put needs 2 literals, not 3; try help", "no JSON literal: {\"b",
                "no node n9; there are: n1", "no node ; there are: n1");
        assertThat(told.out()).doesNotContain("Exception").doesNotContain("never");
    }

    @Test
    void theConsoleTellsMistakesAndGoesOn() throws IOException {
        Told told = Told.withInput("""
                help
                fly
                print
                failLink
                print status
                exit
                """, "console", "n1", "--cluster-file", deadCluster());
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains(
                "print blockchain|kvstore", "unknown command fly; try help",
                "print needs what to print", "failLink needs a node's name",
                "n1 does not answer at 127.0.0.1:", "is it running?");
    }

    @Test
    void theConsoleOfNoNode() throws IOException {
        Told.by("console", "n7", "--cluster-file", deadCluster())
                .refusedInOneLine("no admin address for n7; there are: n1");
        Told.by("console", "n1", "print", "status", "--cluster-file", deadCluster())
                .refusedInOneLine("n1 does not answer at 127.0.0.1:");
    }
}
