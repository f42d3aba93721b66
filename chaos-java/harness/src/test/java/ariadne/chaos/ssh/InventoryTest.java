package ariadne.chaos.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.LabInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InventoryTest {
    @TempDir
    Path place;
    private Path ansible;
    private Path keys;

    @BeforeEach
    void aTreeAsOurs() throws IOException {
        ansible = Files.createDirectories(place.resolve("ansible"));
        keys = Files.createDirectories(place.resolve("vagrant/keys"));
        Files.writeString(keys.resolve("ariadne"), "a key\n");
        Files.writeString(keys.resolve("known_hosts"), "\n");
    }

    private Inventory read(String text) throws IOException {
        return Inventory.read(Files.writeString(ansible.resolve("inventory.ini"), text));
    }

    @Test
    void theFileThatAnsibleReadsIsReadAsAnsibleReadsIt() throws IOException {
        Inventory inventory = read("""
                # the five machines
                [nodes]
                n2 ansible_host=192.168.56.12
                n1 ansible_host=192.168.56.11   # the first
                n3 ansible_host=192.168.56.13 ansible_port=2222 ariadne_port=7003 \
                ansible_user='some one'

                [nodes:vars]
                ansible_user = vagrant
                ansible_ssh_private_key_file={{ inventory_dir }}/../vagrant/keys/ariadne
                ansible_ssh_common_args='-o IdentitiesOnly=yes \
                -o UserKnownHostsFile={{ inventory_dir }}/../vagrant/keys/known_hosts'
                """);
        assertThat(inventory.nodes()).containsExactly("n1", "n2", "n3");
        assertThat(inventory.hosts()).containsExactly(
                new Host("n1", "192.168.56.11", 22, "vagrant",
                        Optional.of(keys.resolve("ariadne")), keys.resolve("known_hosts"),
                        7001, 7101),
                new Host("n2", "192.168.56.12", 22, "vagrant",
                        Optional.of(keys.resolve("ariadne")), keys.resolve("known_hosts"),
                        7001, 7101),
                new Host("n3", "192.168.56.13", 2222, "some one",
                        Optional.of(keys.resolve("ariadne")), keys.resolve("known_hosts"),
                        7003, 7101));
    }

    @Test
    void theNearerVariableCounts() throws IOException {
        Inventory inventory = read("""
                [all:vars]
                ansible_user=all
                ansible_port=1
                ariadne_port=11
                ariadne_admin_port=111
                [east]
                n1
                n2 ansible_user=own
                [nodes:children]
                east
                west
                [nodes:vars]
                ansible_port=2
                ariadne_port=22
                [west]
                n3
                [east:vars]
                ariadne_port=33
                """);
        assertThat(inventory.hosts()).extracting(Host::user).containsExactly("all", "own", "all");
        assertThat(inventory.hosts()).extracting(Host::port).containsExactly(2, 2, 2);
        assertThat(inventory.hosts()).extracting(Host::clientPort).containsExactly(33, 33, 22);
        assertThat(inventory.hosts()).extracting(Host::adminPort).containsOnly(111);
    }

    @Test
    void whatIsNotSaidIsAsSshHasIt() throws IOException {
        Inventory inventory = read("[nodes]\nn[1:4]\n");
        assertThat(inventory.nodes()).containsExactly("n1", "n2", "n3", "n4");
        Host host = inventory.hosts().getFirst();
        assertThat(host.address()).isEqualTo("n1");
        assertThat(host.port()).isEqualTo(22);
        assertThat(host.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(host.key()).isEmpty();
        assertThat(host.knownHosts()).isEqualTo(
                Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n1                         | has no group [nodes]
            [nodes]                    | has 0 hosts in [nodes]; 3 to 9 are needed
            [nodes];n1                 | has 1 host in [nodes]; 3 to 9 are needed, since fewer
            [nodes];n1;n2              | has 2 hosts in [nodes]; 3 to 9 are needed
            [nodes];n[1:10]            | has 10 hosts in [nodes]; 3 to 9 are needed
            [nodes];n[3:1]             | line 2: "n[3:1]" is no range of 1 to 1000 hosts
            [nodes];n1;n2;db3          | names a host "db3" in [nodes]; its 3 nodes are called
            [nodes];n1;n2;n4           | names a host "n4" in [nodes]; its 3 nodes are called
            [nodes];n1 x;n2;n3         | line 2: "x" is no variable=value
            [nodes];n1;n2 a='b;n3      | line 3: the quote ' is never closed
            [nodes;n1                  | line 1: [nodes is no [group], [group:vars] or
            [nodes:hosts];n1           | line 1: [nodes:hosts] is no [group], [group:vars] or
            [nodes];n[1:3];[nodes:vars];x | line 4: "x" is no variable=value
            [nodes];n[1:3] ansible_port=ssh | ansible_port of n1 is "ssh"; a port is 1 to 65535
            [nodes];n[1:3] ansible_port=0   | ansible_port of n1 is "0"; a port is 1 to 65535
            [nodes];n[1:3] ansible_port=70000 | ansible_port of n1 is "70000"; a port is 1 to
            [nodes];n[1:3] ariadne_port=-1  | ariadne_port of n1 is "-1"; a port is 1 to 65535
            [nodes];n[1:3] ansible_host=h   | has both n1 and n2 at h
            [nodes];n[1:3] ansible_connection=local | ansible_connection of n1 is local; this lab
            [nodes];n[1:3];[all:vars];ansible_host={{ lookup('env', 'X') }} | of templates this lab
            [nodes];n[1:3] ansible_ssh_private_key_file=/no/key | names /no/key, and there is no
            [nodes];n[1:3] ansible_ssh_common_args=-oUserKnownHostsFile=/no/h | file /no/h
            """)
    void whatIsWrongIsOneLineThatNamesTheFile(String lines, String complaint) {
        assertThatThrownBy(() -> read(lines.replace(';', '\n')))
                .isInstanceOf(LabInputException.class)
                .hasMessageContaining("inventory.ini").hasMessageContaining(complaint)
                .message().hasLineCount(1);
    }

    @Test
    void groupsInACircleEnd() throws IOException {
        assertThat(read("[nodes:children]\na\n[a:children]\nnodes\n[a]\nn[1:3]\n").nodes())
                .containsExactly("n1", "n2", "n3");
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        Path binary = Files.write(place.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        assertThatThrownBy(() -> Inventory.read(place.resolve("nowhere.ini")))
                .isInstanceOf(LabInputException.class)
                .hasMessage("there is no inventory " + place.resolve("nowhere.ini"));
        assertThatThrownBy(() -> Inventory.read(place)).isInstanceOf(LabInputException.class)
                .hasMessage("the inventory " + place + " can't be read: it is a directory");
        assertThatThrownBy(() -> Inventory.read(binary)).isInstanceOf(LabInputException.class)
                .hasMessage("the inventory " + binary + " is no text in UTF-8");
    }

    @Test
    void wordsAreAsAShellSplitsThem() {
        assertThat(Words.of(" a  'b c'\"d \\\" e\"f # g")).containsExactly("a", "b cd \" ef");
        assertThat(Words.of("a#b '' x\\ y")).containsExactly("a#b", "", "x y");
        assertThat(Words.of("# nothing")).isEmpty();
        for (String word : List.of("plain", "two words", "it's", "$HOME", "")) {
            assertThat(Words.of(Words.quoted(word))).containsExactly(word);
        }
    }
}
