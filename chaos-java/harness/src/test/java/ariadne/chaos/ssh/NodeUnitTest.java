package ariadne.chaos.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of a node that ended, from what systemctl shows. */
final class NodeUnitTest {
    private final Systemd systemd = new Systemd();

    private NodeUnit unit(boolean expectRestarts) {
        NodeUnit unit = new NodeUnit(systemd, new Deployment("/opt/node", "ariadne", "c",
                "/var/lib/ariadne/data", Map.of("n1", "10.0.0.1")), expectRestarts);
        unit.start();
        return unit;
    }

    /** A machine whose one unit starts and dies as told, without a machine. */
    private static final class Systemd extends SshMachine {
        final List<String> commands = new ArrayList<>();
        int invocation;
        boolean alive;
        int started;
        int failed;
        String ending = "Result=success\nExecMainCode=1\nExecMainStatus=0";

        Systemd() {
            super(new Host("n1", "10.0.0.1", 22, "vagrant", Optional.empty(), Path.of("/none"),
                    7001, 7101), Optional.empty());
        }

        @Override
        RootShell.Result attempt(String command, long timeoutMillis) {
            if (command.startsWith("systemctl show")) {
                return new RootShell.Result(0, "MainPID=" + (alive ? 77 : 0) + "\nInvocationID="
                        + invocation + "\n" + ending + "\n");
            }
            if (command.startsWith("journalctl")) {
                return new RootShell.Result(0, command.contains("--show-cursor")
                        ? "-- No entries --\n-- cursor: s=1;i=2\n"
                        : (command.contains("39f53479") ? started : failed) + "\n");
            }
            commands.add(command);
            if (command.contains("systemctl start")) {
                invocation++;
                alive = true;
            } else if (command.contains("--signal=KILL") || command.contains("systemctl stop")) {
                alive = false;
            }
            return new RootShell.Result(0, "");
        }
    }

    @Test
    void aCutAndALossOfOneLinkStandBesideEachOther() {
        Map<String, String> addresses = Map.of("n1", "10.0.0.1", "n2", "10.0.0.2");
        Firewall firewall = new Firewall(systemd, addresses);
        firewall.lose("n2", 0.25);
        firewall.cut("n2");
        firewall.cut("n2");
        firewall.lose("n2", 0.25);
        assertThat(systemd.commands).hasSize(2);
        assertThat(systemd.commands.getLast()).isEqualTo("printf '%s\\n' '*filter'"
                + " '-F ARIADNE-LAB' '-A ARIADNE-LAB -s 10.0.0.2 -j DROP'"
                + " '-A ARIADNE-LAB -s 10.0.0.2 -m statistic --mode random --probability 0.2500"
                + " -j DROP' COMMIT | iptables-restore -w 10 --noflush");
        firewall.mend("n2");
        assertThat(systemd.commands.getLast()).doesNotContain("10.0.0.2 -j DROP")
                .contains("--probability 0.2500");
        firewall.lose("n2", 0);
        assertThat(systemd.commands.getLast()).doesNotContain("10.0.0.2");
        firewall.mend("n2");
        firewall.lose("n2", 0);
        assertThat(systemd.commands).hasSize(4);
    }

    @Test
    void itIsFormattedOnceInATest() {
        NodeUnit unit = unit(false);
        unit.kill();
        unit.start();
        assertThat(systemd.commands).filteredOn(command -> command.contains(" format "))
                .containsExactly("runuser -u ariadne -- /opt/node format --config "
                        + "/etc/ariadne/node.properties");
        unit.prepare();
        unit.start();
        assertThat(systemd.commands).filteredOn(command -> command.contains(" format "))
                .hasSize(2);
    }

    @Test
    void whatTheLabKillsIsNoCrash() {
        NodeUnit unit = unit(false);
        unit.kill();
        assertThat(systemd.commands.getLast())
                .startsWith("systemctl kill --kill-whom=main --signal=KILL ariadne.service");
        assertThat(unit.isRunning()).isFalse();
        assertThat(unit.unexpectedEnds()).isEmpty();
        unit.start();
        assertThat(unit.isRunning()).isTrue();
        assertThat(unit.unexpectedEnds()).isEmpty();
    }

    @Test
    void aCrashIsToldOnceAlsoWhenTheLabStartsItAgain() {
        NodeUnit unit = unit(false);
        systemd.alive = false;
        systemd.ending = "Result=exit-code\nExecMainCode=1\nExecMainStatus=3";
        unit.start();
        assertThat(unit.unexpectedEnds()).containsExactly(
                "n1 ended by itself with exit code 3");
        systemd.alive = false;
        systemd.ending = "Result=signal\nExecMainCode=2\nExecMainStatus=9";
        unit.kill();
        assertThat(unit.unexpectedEnds()).hasSize(2).last().asString()
                .startsWith("n1 ended by itself with signal 9");
    }

    @Test
    void aRestartByNobodyKnowsWhomIsTold() {
        NodeUnit unit = unit(false);
        systemd.invocation++;
        assertThat(unit.unexpectedEnds()).singleElement().asString()
                .startsWith("n1 was started anew, and not by the lab");
        assertThat(unit.unexpectedEnds()).hasSize(1);
    }

    @Test
    void aRestartThatWasAnnouncedIsCounted() {
        NodeUnit unit = unit(true);
        unit.prepare();
        unit.start();
        unit.kill();
        unit.start();
        systemd.started = 3;
        systemd.failed = 1;
        systemd.alive = false;
        assertThat(unit.isRunning()).isFalse();
        systemd.alive = true;
        systemd.invocation++;
        assertThat(unit.unexpectedEnds()).isEmpty();
        assertThat(unit.foreignRestarts()).isEqualTo(1);
        systemd.failed = 2;
        assertThat(unit.unexpectedEnds()).containsExactly("n1 ended by itself 1 time (the journal"
                + " says so) and was started by somebody else");
        assertThat(unit.unexpectedEnds()).hasSize(1);
        systemd.alive = false;
        systemd.ending = "Result=exit-code\nExecMainCode=1\nExecMainStatus=1";
        systemd.failed = 3;
        assertThat(unit.unexpectedEnds()).hasSize(2);
    }
}
