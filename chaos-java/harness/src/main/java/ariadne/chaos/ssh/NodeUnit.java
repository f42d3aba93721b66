package ariadne.chaos.ssh;

import static ariadne.chaos.ssh.Deployment.UNIT;

import ariadne.chaos.lab.LabException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The node of one machine as a unit of systemd, over all its lives. During a test the unit is not
 * started again by itself (a drop-in in /run says {@code Restart=no}), so that a node which
 * crashed stays down until it was seen, and one that was killed until the lab starts it.
 */
final class NodeUnit {
    private static final String DROP_IN = "/run/systemd/system/" + UNIT + ".d/90-ariadne-lab.conf";
    private static final String SHOW = "systemctl show -p ActiveState -p Result -p MainPID"
            + " -p ExecMainCode -p ExecMainStatus -p InvocationID " + UNIT;
    // Not the whole control group: containers on one host may share theirs, and die together.
    private static final String KILL = "systemctl kill --kill-whom=main --signal=";
    private static final long FORMAT_MILLIS = 60_000;
    private static final long START_MILLIS = 60_000;
    // systemd kills by itself what does not stop within 90 s.
    private static final long STOP_MILLIS = 120_000;
    private static final int KILLED = 2;
    // Ids of systemd's messages (sd-messages.h): a unit was started; a unit failed.
    private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";
    private static final String FAILED = "d9b373ed55a64feb8242e02dbe79a49c";

    private final SshMachine machine;
    private final Deployment deployment;
    private final boolean expectRestarts;
    private final List<String> unexpectedEnds = new CopyOnWriteArrayList<>();
    private boolean formatted;
    private boolean live;
    private String life = "";
    private String cursor = "";
    private long starts;
    private long failuresSeen;

    NodeUnit(SshMachine machine, Deployment deployment, boolean expectRestarts) {
        this.machine = machine;
        this.deployment = deployment;
        this.expectRestarts = expectRestarts;
    }

    /** Stops the node, takes its data away, and keeps systemd from starting it by itself. */
    synchronized void prepare() {
        machine.run("""
                mkdir -p %1$s
                printf '[Unit]\\nStartLimitIntervalSec=0\\n[Service]\\nRestart=no\\n' >%2$s
                systemctl daemon-reload""".formatted(DROP_IN.replaceAll("/[^/]+$", ""), DROP_IN));
        stop();
        machine.run("rm -rf " + deployment.data());
        if (expectRestarts) {
            rememberJournal();
        }
        formatted = false;
        live = false;
    }

    /** Ends all that a lab may have left, and the node in an orderly way. */
    synchronized void stop() {
        live = false;
        // A process that stands still does not hear SIGTERM.
        machine.attempt(KILL + "CONT " + UNIT);
        machine.run("systemctl stop " + UNIT + " && { systemctl reset-failed " + UNIT
                + " 2>/dev/null; true; }", STOP_MILLIS);
    }

    /** Leaves it to systemd again. */
    synchronized void release() {
        machine.run("rm -f " + DROP_IN + "; rmdir --ignore-fail-on-non-empty "
                + DROP_IN.replaceAll("/[^/]+$", "") + "; systemctl daemon-reload");
        machine.run("systemctl start " + UNIT, START_MILLIS);
    }

    synchronized void start() {
        if (isRunning()) {
            return;
        }
        if (!formatted) {
            RootShell.Result result = machine.attempt("runuser -u " + deployment.user() + " -- "
                    + deployment.program() + " format --config " + Deployment.CONFIG,
                    FORMAT_MILLIS);
            if (result.exitCode() != 0) {
                throw new LabException("formatting " + machine.host() + " failed with exit code "
                        + result.exitCode() + ": " + SshMachine.line(result.output()));
            }
            formatted = true;
        }
        machine.run("systemctl reset-failed " + UNIT + " 2>/dev/null; systemctl start " + UNIT,
                START_MILLIS);
        life = show().getOrDefault("InvocationID", "");
        live = true;
        starts++;
    }

    /** SIGKILL, and waits until the process is gone. */
    synchronized void kill() {
        if (!isRunning()) {
            return;
        }
        live = false;
        failuresSeen++;
        machine.run(KILL + "KILL " + UNIT + """

                for i in $(seq 200); do
                  [ "$(systemctl show -p MainPID --value %s)" = 0 ] && exit 0
                  sleep 0.05
                done
                echo survived SIGKILL
                exit 1""".formatted(UNIT));
    }

    synchronized void pause() {
        signal("STOP");
    }

    synchronized void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (isRunning()) {
            RootShell.Result result =
                    machine.attempt(KILL + signal + " " + UNIT);
            if (result.exitCode() != 0 && isRunning()) {
                throw new LabException("SIG" + signal + " to the node of " + machine.host()
                        + " failed: " + SshMachine.line(result.output()));
            }
        }
    }

    /** Whether its process lives; sees what happened since the last look. */
    synchronized boolean isRunning() {
        Map<String, String> state = show();
        boolean running = !"0".equals(state.getOrDefault("MainPID", "0"));
        if (!live) {
            return running;
        }
        String now = state.getOrDefault("InvocationID", "");
        boolean another = running && !now.equals(life);
        if (another) {
            life = now;
            if (!expectRestarts) {
                unexpectedEnds.add(machine.name() + " was started anew, and not by the lab"
                        + " (--expect-restarts allows it)");
            }
        } else if (!running && !between(state)) {
            live = false;
            failuresSeen++;
            unexpectedEnds.add(machine.name() + " ended by itself with " + end(state));
        }
        return running;
    }

    /** Stopped in order by somebody who was announced, and will start it again. */
    private boolean between(Map<String, String> state) {
        return expectRestarts && "success".equals(state.get("Result"));
    }

    private static String end(Map<String, String> state) {
        String status = state.getOrDefault("ExecMainStatus", "?");
        boolean signal = Integer.toString(KILLED).equals(state.get("ExecMainCode"))
                || "signal".equals(state.get("Result"));
        return (signal ? "signal " : "exit code ") + status;
    }

    private Map<String, String> show() {
        return Deployment.lines(machine.run(SHOW));
    }

    synchronized List<String> unexpectedEnds() {
        isRunning();
        if (expectRestarts && !cursor.isEmpty()) {
            // Somebody who starts a node again hides how it ended, but not from the journal.
            long failures = journalled(FAILED) - failuresSeen;
            if (failures > 0) {
                failuresSeen += failures;
                unexpectedEnds.add(machine.name() + " ended by itself " + failures
                        + (failures == 1 ? " time" : " times")
                        + " (the journal says so) and was started by somebody else");
            }
        }
        return List.copyOf(unexpectedEnds);
    }

    /** Starts by somebody else since the test began. */
    synchronized long foreignRestarts() {
        return cursor.isEmpty() ? 0 : Math.max(0, journalled(STARTED) - starts);
    }

    private void rememberJournal() {
        cursor = machine.run("journalctl -u " + UNIT + " -n 0 --show-cursor")
                .replaceAll("(?s).*-- cursor: (\\S+).*", "$1");
        starts = 0;
        failuresSeen = 0;
    }

    private long journalled(String message) {
        return Long.parseLong(machine.run("journalctl -q -o cat --after-cursor="
                + Words.quoted(cursor) + " -u " + UNIT + " MESSAGE_ID=" + message + " | wc -l"));
    }
}
