package ariadne.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Everything a local lab promises, tried on {@link StandInNode}s in real time; a program of its
 * own.
 */
public final class LabTrial {
    private static final long NEVER_MILLIS = Long.MAX_VALUE;
    private static final long READY_MILLIS = 20_000;

    private final Lab lab;

    private LabTrial(Lab lab) {
        this.lab = lab;
    }

    /** {@code trial|hold LAB DIRECTORY}; goes inside of namespaces for the lab of that name. */
    public static void main(String[] args) throws IOException {
        Labs.Choice choice = Labs.choose(args[1]);
        if (choice.needsReexec()) {
            System.exit(Namespaces.reexec(LabTrial.class.getName(), List.of(args)));
        }
        Namespaces.endWithParent();
        Lab lab = choice.open(new LabSettings(LabSettings.nodeNames(3), "trial",
                Path.of(args[2]), command()));
        lab.startAll(READY_MILLIS);
        LabTrial trial = new LabTrial(lab);
        if (args[0].equals("hold")) {
            for (String node : lab.nodes()) {
                System.out.println("pid " + trial.ask(node, "pid").orElseThrow());
            }
            System.out.println("held");
            System.in.read();
        } else {
            trial.run();
            System.out.println("passed");
            System.exit(0);
        }
    }

    /** Launches a {@link StandInNode}. */
    public static NodeCommand command(String... extraServerArgs) {
        return new NodeCommand(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path")),
                StandInNode.class.getName(), List.of(extraServerArgs));
    }

    private void run() {
        allHear();
        step("one-way", this::oneWay);
        step("alone", this::alone);
        step("pause", this::pause);
        step("kill", this::kill);
        step("kill all", this::killAll);
        step("clock", this::clock);
        step("delay", this::delay);
        step("loss", this::loss);
        step("names", this::names);
        step("unexpected end", this::unexpectedEnd);
        step("close", this::close);
    }

    private static void step(String name, Runnable step) {
        long start = System.nanoTime();
        step.run();
        System.out.println(name + " took " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    /** Waits, 30 s at most, until each node has just heard each other one. */
    public static void requireAllHearAll(Lab lab) {
        new LabTrial(lab).allHear();
    }

    private void allHear() {
        until("all hear all", () -> lab.nodes().stream().allMatch(node -> lab.nodes().stream()
                .allMatch(from -> from.equals(node) || heardMillis(node, from) < 300)));
    }

    private void oneWay() {
        lab.cut("n1", "n2");
        until("n2 does not hear n1", () -> heardMillis("n2", "n1") > 2500);
        assertThat(heardMillis("n3", "n1")).isLessThan(1000);
        assertThat(heardMillis("n1", "n3")).isLessThan(1000);
        assertThat(heardMillis("n3", "n2")).isLessThan(1000);
        System.out.println("meanwhile n1 heard n2 " + heardMillis("n1", "n2") + " ms ago");
        if (lab.name().equals("proxy")) {
            assertThat(heardMillis("n1", "n2")).isLessThan(1000);
        }
        lab.mend("n1", "n2");
        allHear();
    }

    private void alone() {
        for (String other : List.of("n1", "n2")) {
            lab.cut("n3", other);
            lab.cut(other, "n3");
        }
        until("n3 is alone", () -> heardMillis("n3", "n1") > 1500
                && heardMillis("n3", "n2") > 1500 && heardMillis("n1", "n3") > 1500
                && heardMillis("n2", "n3") > 1500);
        assertThat(heardMillis("n1", "n2")).isLessThan(1000);
        lab.mendAll();
        allHear();
    }

    private void pause() {
        lab.pause("n2");
        assertThat(lab.isRunning("n2")).isTrue();
        assertThat(ask("n2", "pid")).isEmpty();
        lab.resume("n2");
        assertThat(ask("n2", "pid")).isPresent();
        lab.pause("n2");
        lab.kill("n2");
        lab.pause("n2");
        lab.resume("n2");
        assertThat(lab.isRunning("n2")).isFalse();
        lab.start("n2");
        lab.awaitReady("n2", READY_MILLIS);
        assertThat(ask("n2", "pid")).isPresent();
    }

    private void kill() {
        long pid = Long.parseLong(ask("n1", "pid").orElseThrow());
        assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
        lab.kill("n1");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(lab.isRunning("n1")).isFalse();
        assertThat(ask("n1", "pid")).isEmpty();
        assertThatThrownBy(() -> lab.awaitReady("n1", 1000)).isInstanceOf(LabException.class)
                .hasMessageContaining("n1 ended before it served")
                .hasMessageContaining(lab.logFile("n1").toString());
        lab.start("n1");
        lab.start("n1");
        lab.awaitReady("n1", READY_MILLIS);
        assertThat(lab.logFile("n1")).content().contains("n1 lives I\n", "n1 lives II\n")
                .doesNotContain("III");
        allHear();
    }

    private void killAll() {
        lab.nodes().forEach(lab::kill);
        lab.startAll(READY_MILLIS);
        allHear();
        assertThat(lab.unexpectedEnds()).isEmpty();
    }

    private void clock() {
        lab.setClock("n1", new ClockSetting(-5000, 1.25));
        assertThat(ask("n1", "clock")).hasValue("offsetMillis=-5000 rate=1.25");
        assertThat(ask("n2", "clock")).hasValue("offsetMillis=0 rate=1.0");
        lab.resetClock("n1");
        assertThat(ask("n1", "clock")).hasValue("offsetMillis=0 rate=1.0");
    }

    private void delay() {
        if (lab.capabilities().get(FaultKind.DELAY) instanceof Capability.Refused) {
            assertThatThrownBy(() -> lab.delay("n1", "n2", 5))
                    .hasMessageContaining("cannot do delay");
        } else {
            lab.delay("n1", "n2", 600);
            until("n2 hears late", () -> heardMillis("n2", "n1") > 400);
            lab.delay("n1", "n2", 0);
        }
        allHear();
    }

    private void loss() {
        if (lab.capabilities().get(FaultKind.LOSS) instanceof Capability.Refused) {
            assertThatThrownBy(() -> lab.lose("n1", "n2", 0.1))
                    .hasMessageContaining("cannot do loss");
        } else {
            lab.lose("n1", "n2", 0.3);
            lab.lose("n1", "n2", 1);
            until("n2 does not hear n1", () -> heardMillis("n2", "n1") > 1500);
            assertThat(heardMillis("n3", "n1")).isLessThan(1000);
            lab.lose("n1", "n2", 0.9);
            lab.mendAll();
        }
        allHear();
    }

    private void names() {
        assertThatThrownBy(() -> lab.kill("n4")).isInstanceOf(LabInputException.class)
                .hasMessage("unknown node \"n4\"; known are: n1, n2, n3");
        assertThatThrownBy(() -> lab.cut("n1", "n1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void unexpectedEnd() {
        assertThat(ask("n3", "exit 7")).isEmpty();
        until("n3 is dead", () -> !lab.unexpectedEnds().isEmpty());
        assertThat(lab.unexpectedEnds()).singleElement().asString()
                .startsWith("n3 ended by itself with exit code 7, see ");
        lab.start("n3");
        lab.awaitReady("n3", READY_MILLIS);
    }

    private void close() {
        lab.pause("n1");
        lab.cut("n2", "n3");
        lab.close();
        lab.close();
        assertThat(lab.nodes()).noneMatch(lab::isRunning);
        assertThatThrownBy(() -> lab.start("n1"))
                .hasMessage("n1 cannot be started: the lab is closed");
        assertThat(lab.unexpectedEnds()).hasSize(1);
        assertThat(lab.dataDir("n1")).matches(Files::isDirectory);
    }

    private long heardMillis(String node, String from) {
        Map<String, Long> heard = new HashMap<>();
        for (String word : ask(node, "heard").orElse("").split(" ")) {
            if (word.contains("=")) {
                heard.put(word.substring(0, 2), Long.parseLong(word.substring(3)));
            }
        }
        return heard.getOrDefault(from, NEVER_MILLIS);
    }

    private Optional<String> ask(String node, String question) {
        String[] parts = lab.clientAddress(node).split(":", 2);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write((question + "\n").getBytes(
                    StandardCharsets.US_ASCII));
            return Optional.ofNullable(new BufferedReader(new InputStreamReader(
                    socket.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
