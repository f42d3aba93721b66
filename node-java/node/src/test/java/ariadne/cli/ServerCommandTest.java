package ariadne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.ChainStore;
import ariadne.chain.Sha256Hasher;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Durable;
import ariadne.paxos.Hash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that can't start as configured says why in one line, with exit code 254. */
class ServerCommandTest {
    @TempDir
    private Path dir;

    private final Map<String, String> settings = new TreeMap<>();

    @BeforeEach
    void oneGoodConfig() {
        settings.putAll(Map.of("cluster", "c", "node", "n1", "listen", "127.0.0.1:2",
                "admin", "127.0.0.1:3", "data", dir.resolve("data").toString(),
                "member.n1", "127.0.0.1:2", "member.n2", "127.0.0.1:4"));
    }

    private Path config() {
        Path file = dir.resolve("n1.properties");
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    private Told serve() {
        return Told.by("server", "--config", config().toString());
    }

    private Told serveWith(String key, String value) {
        settings.put(key, value);
        return serve();
    }

    private Told serveWithout(String key) {
        settings.remove(key);
        return serve();
    }

    private void format() {
        assertThat(Told.by("format", "--config", config().toString()).code()).isZero();
    }

    /** Two ports that were free a moment ago. */
    private void freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("listen", "127.0.0.1:" + one.getLocalPort());
            settings.put("admin", "127.0.0.1:" + two.getLocalPort());
        }
    }

    @Test
    void noConfigFile() {
        Told.by("server", "--config", dir.resolve("none").toString())
                .refusedInOneLine("can't read the config file", "none", "no such file");
    }

    @Test
    void aDirectoryForAConfigFile() {
        Told.by("server", "--config", dir.toString())
                .refusedInOneLine("can't read the config file", dir.toString());
    }

    @Test
    void aConfigFileThatIsNoText() throws IOException {
        Path file = Files.write(dir.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Told.by("server", "--config", file.toString())
                .refusedInOneLine("can't read the config file", "bytes", "no text in UTF-8");
    }

    @Test
    void aBrokenEscapeInAConfigFile() throws IOException {
        Path file = Files.writeString(dir.resolve("escape"), "cluster=\\uXYZW\n");
        Told.by("server", "--config", file.toString())
                .refusedInOneLine("can't read the config file", "escape");
    }

    @Test
    void unknownSetting() {
        serveWith("colour", "blue").refusedInOneLine("n1.properties", "unknown setting colour");
    }

    @Test
    void addressesThatAreNone() {
        serveWith("known", "127.0.0.1:9,nowhere")
                .refusedInOneLine("known=nowhere is no HOST:PORT");
        serveWith("known", String.join(",", Collections.nCopies(10, "127.0.0.1:9")))
                .refusedInOneLine("known names 10 addresses; 9 are the most");
    }

    @Test
    void missingSettings() {
        for (String key : List.of("cluster", "node", "data", "listen", "admin")) {
            settings.clear();
            oneGoodConfig();
            serveWithout(key).refusedInOneLine("the setting " + key + " is missing");
        }
    }

    @Test
    void aBlankSettingIsMissing() {
        serveWith("cluster", "  ").refusedInOneLine("the setting cluster is missing");
    }

    @Test
    void badPorts() {
        for (String bad : List.of("127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0",
                "127.0.0.1:65536", "127.0.0.1:-1", ":7001", "7001")) {
            for (String key : List.of("listen", "admin", "member.n2")) {
                settings.clear();
                oneGoodConfig();
                serveWith(key, bad).refusedInOneLine(key + "=" + bad, "is no HOST:PORT");
            }
        }
    }

    @Test
    void oneAddressForTwo() {
        serveWith("admin", "127.0.0.1:2").refusedInOneLine("listen and admin", "127.0.0.1:2");
    }

    @Test
    void twoMembersAtOneAddress() {
        serveWith("member.n2", "127.0.0.1:2")
                .refusedInOneLine("member.n1 and member.n2", "127.0.0.1:2");
    }

    @Test
    void aPathThatIsNone() {
        serveWith("data", "a\\u0000b").refusedInOneLine("data=", "is no path");
    }

    @Test
    void theNodeIsNoMember() {
        serveWith("node", "n3").refusedInOneLine("node=n3 has no member.n3");
    }

    @Test
    void noMembersAndTenMembers() {
        settings.keySet().removeIf(key -> key.startsWith("member."));
        serve().refusedInOneLine("1 to 9 member.NAME=HOST:PORT lines are needed, not 0");
        for (int i = 1; i <= 10; i++) {
            settings.put("member.n" + i, "127.0.0.1:" + (i + 10));
        }
        serve().refusedInOneLine("1 to 9 member.NAME=HOST:PORT lines are needed, not 10");
    }

    @Test
    void badNamesAreRefusedWhenTheDirectoryIsMade() {
        settings.put("cluster", "two words");
        Told.by("format", "--config", config().toString())
                .refusedInOneLine("cluster id 'two words'", "1 to 64 letters");
        assertThat(dir.resolve("data")).doesNotExist();
    }

    @Test
    void portsInUse() throws IOException {
        freePorts();
        format();
        for (String key : List.of("listen", "admin")) {
            freePorts();
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                serveWith(key, "127.0.0.1:" + other.getLocalPort()).refusedInOneLine(
                        "can't listen at " + key + "=127.0.0.1:" + other.getLocalPort(),
                        "is the port in use?");
            }
        }
    }

    @Test
    void anAddressOfNoMachine() {
        serveWith("listen", "no.such.host.invalid:7001")
                .refusedInOneLine("can't listen at listen=no.such.host.invalid:7001");
    }

    @Test
    void unformattedDataDirectory() throws IOException {
        freePorts();
        serve().refusedInOneLine("is no data directory", "make it with ./ariadne format");
        Files.createDirectory(dir.resolve("data"));
        serve().refusedInOneLine("is no data directory", "make it with ./ariadne format");
    }

    @Test
    void anotherClustersDirectory() throws IOException {
        freePorts();
        format();
        serveWith("cluster", "other").refusedInOneLine("belongs to cluster c, not to other");
    }

    @Test
    void anotherMembersDirectory() throws IOException {
        freePorts();
        format();
        serveWith("node", "n2").refusedInOneLine("belongs to member 1, not to 2");
    }

    @Test
    void aDirectoryFormattedForOtherMembers() throws IOException {
        freePorts();
        format();
        serveWith("member.n3", "127.0.0.1:5")
                .refusedInOneLine("was formatted for the members [n1, n2]", "[n1, n2, n3]");
    }

    @Test
    void aDirectoryIsFormattedOnce() {
        format();
        Told.by("format", "--config", config().toString())
                .refusedInOneLine("is formatted already");
    }

    @Test
    void aDirectoryInUse() throws Exception {
        freePorts();
        format();
        try (ChainStore open = ChainStore.open(dir.resolve("data"), "c", 1)) {
            assertThat(open.tip()).isZero();
            serve().refusedInOneLine("is in use by another process");
        }
    }

    @Test
    void aDamagedChainIsNamedByHeightAndVerifySaysTheSame() throws Exception {
        settings.remove("member.n2"); // Nobody else has what will be missing.
        freePorts();
        format();
        Path data = dir.resolve("data");
        try (ChainStore chain = ChainStore.open(data, "c", 1)) {
            Sha256Hasher hasher = new Sha256Hasher();
            Hash parent = Sha256Hasher.genesis("c");
            List<Durable> records = new ArrayList<>();
            for (int height = 1; height <= 9; height++) {
                Block block = hasher.block(height, parent, List.of(
                        ("transaction " + height).getBytes(StandardCharsets.UTF_8)));
                records.add(new Durable.Appended(block));
                parent = block.hash();
                chain.write(records);
                chain.force();
                records.clear();
            }
            chain.write(List.of(new Durable.Accepted(new Ballot(0, 1, 1))));
            chain.force();
        }
        Told sound = Told.by("verify", data.toString());
        assertThat(sound.code()).isZero();
        assertThat(sound.out()).contains("n1 of cluster c", "height 9", "sound");

        Path segment;
        try (Stream<Path> files = Files.list(data)) {
            segment = files.max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        int inTheMiddle = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("transaction 5");
        bytes[inTheMiddle] ^= 1; // Between the records lies filling, where a flip hurts nobody.
        Files.write(segment, bytes);
        Told broken = Told.by("verify", data.toString());
        assertThat(broken.code()).as(broken.out()).isEqualTo(1);
        assertThat(broken.out()).contains("damaged: ", "not sound: this node must not vote");
        serve().refusedInOneLine("damaged: ", "there is no other member to fetch it from");
        assertThat(Files.readAllBytes(segment)).as("nothing was mended nor cut").isEqualTo(bytes);
    }

    @Test
    void verifyOfNoDataDirectory() {
        Told.by("verify", dir.toString()).refusedInOneLine("is no data directory");
    }

    @Test
    void readingTheFileDoesNotDependOnTheOrderOfItsLines() throws IOException {
        Path file = dir.resolve("order");
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.addFirst(key + " : " + value));
        Files.write(file, lines, StandardCharsets.UTF_8);
        assertThat(Told.by("format", "--config", file.toString()).code()).isZero();
    }
}
