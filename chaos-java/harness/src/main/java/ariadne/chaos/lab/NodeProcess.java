package ariadne.chaos.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One node as a process of this machine, over all its lives. */
final class NodeProcess {
    private static final Logger LOG = LogManager.getLogger(NodeProcess.class);
    private static final long FORMAT_TIMEOUT_MILLIS = 60_000;
    private static final long KILL_TIMEOUT_MILLIS = 10_000;

    private final String name;
    private final LabSettings settings;
    private final LocalNetwork.Place place;
    private final Optional<Faketime> faketime;
    private final Watchdog watchdog;
    private final Path directory;
    private final List<String> unexpectedEnds = new CopyOnWriteArrayList<>();
    private Process process;
    private boolean closed;
    /** 0 for a first member. */
    private int id;
    private AtomicBoolean killed = new AtomicBoolean();

    NodeProcess(String name, LabSettings settings, LocalNetwork.Place place,
            Optional<Faketime> faketime, Watchdog watchdog) {
        this.name = name;
        this.settings = settings;
        this.place = place;
        this.faketime = faketime;
        this.watchdog = watchdog;
        directory = settings.directory().resolve(name);
        try {
            Files.createDirectories(directory);
            Files.writeString(config(), configText());
        } catch (IOException e) {
            throw new LabException("cannot write to " + directory + ": " + e, e);
        }
        setClock(ClockSetting.TRUE);
    }

    LocalNetwork.Place place() {
        return place;
    }

    Path log() {
        return directory.resolve("node.log");
    }

    Path data() {
        return directory.resolve("data");
    }

    List<String> unexpectedEnds() {
        return unexpectedEnds;
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    synchronized void start() {
        if (closed) {
            throw new LabException(name + " cannot be started: the lab is closed");
        }
        if (isRunning()) {
            return;
        }
        format();
        List<String> command = new ArrayList<>(place.launcher());
        command.addAll(settings.command().server(config(), labClock()));
        try {
            Process started = builder(command).start();
            process = started;
            watchdog.lives(started.pid());
            AtomicBoolean killedInThisLife = new AtomicBoolean();
            killed = killedInThisLife;
            // Completes on a thread of the JDK: it must not ask for the lock that kill holds.
            var unused = started.onExit().thenAccept(ended ->
                    ended(ended, killedInThisLife.get()));
        } catch (IOException e) {
            throw new LabException(name + " cannot be started: " + e.getMessage(), e);
        }
        LOG.debug("{} started, pid {}", name, process.pid());
    }

    private void ended(Process ended, boolean asWished) {
        watchdog.died(ended.pid());
        if (!asWished) {
            unexpectedEnds.add(name + " ended by itself with exit code " + ended.exitValue()
                    + ", see " + log());
        }
    }

    // A mark outside of the data: an emptied data directory must never be formatted a second time.
    private void format() {
        Path mark = mark();
        if (Files.exists(mark)) {
            return;
        }
        List<String> command = settings.command().format(config());
        try {
            Process format = builder(command).start();
            try {
                if (!format.waitFor(FORMAT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new LabException("formatting " + name + " takes longer than "
                            + FORMAT_TIMEOUT_MILLIS + " ms, see " + log());
                }
            } finally {
                format.destroyForcibly();
            }
            if (format.exitValue() != 0) {
                throw new LabException("formatting " + name + " failed with exit code "
                        + format.exitValue() + lastWords());
            }
            Files.createFile(mark);
        } catch (IOException e) {
            throw new LabException(name + " cannot be formatted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while formatting " + name, e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        faketime.ifPresent(fake -> builder.environment().putAll(fake.environment(fakeClock())));
        return builder;
    }

    void awaitReady(long timeoutMillis) {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        int colon = place.listen().lastIndexOf(':');
        InetSocketAddress address = new InetSocketAddress(place.listen().substring(0, colon),
                Integer.parseInt(place.listen().substring(colon + 1)));
        while (true) {
            if (!isRunning()) {
                throw new LabException(name + " ended before it served" + lastWords());
            }
            try (Socket socket = new Socket()) {
                socket.connect(address, 500);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new LabException(name + " does not listen on " + place.listen()
                            + " after " + timeoutMillis + " ms" + lastWords(), e);
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while waiting for " + name, e);
            }
        }
    }

    /** SIGKILL ends stopped processes as well. */
    synchronized void kill() {
        if (!isRunning()) {
            return;
        }
        killed.set(true);
        process.destroyForcibly();
        try {
            if (!process.waitFor(KILL_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LabException(name + ", pid " + process.pid() + ", survived SIGKILL for "
                        + KILL_TIMEOUT_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while killing " + name, e);
        }
    }

    /** Comes back empty, as a node that joins under this id. */
    synchronized void renew(int newId) {
        kill();
        id = newId;
        try {
            Files.deleteIfExists(mark());
            if (Files.exists(data())) {
                Files.move(data(), directory.resolve("data-before-" + newId));
            }
            Files.writeString(config(), configText());
        } catch (IOException e) {
            throw new LabException("cannot renew " + directory + ": " + e, e);
        }
        start();
    }

    private Path mark() {
        return directory.resolve("formatted");
    }

    synchronized void pause() {
        signal("STOP");
    }

    synchronized void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (!isRunning()) {
            return;
        }
        // The shell's own kill: a program of that name is not everywhere.
        Tool.Result result = Tool.attempt(List.of("/bin/sh", "-c",
                "kill -" + signal + " " + process.pid()));
        if (result.exitCode() != 0 && isRunning()) {
            throw new LabException("SIG" + signal + " to " + name + " failed: "
                    + result.output().strip());
        }
    }

    /** One mechanism moves the offset, never two: it would count double. */
    synchronized void setClock(ClockSetting setting) {
        if (faketime.isPresent()) {
            replace(fakeClock(), Faketime.line(setting.offsetMillis()));
            replace(labClock(), new ClockSetting(0, setting.rate()).labClockLine());
        } else {
            replace(labClock(), setting.labClockLine());
        }
    }

    synchronized void close() {
        closed = true;
        kill();
    }

    private Path config() {
        return directory.resolve("node.properties");
    }

    private Path labClock() {
        return directory.resolve("lab-clock");
    }

    private Path fakeClock() {
        return directory.resolve("faketime");
    }

    private String configText() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("cluster", settings.cluster());
        lines.put("node", name);
        if (id > 0) {
            lines.put("id", Integer.toString(id));
        }
        lines.put("data", data().toString());
        lines.put("log", "keep"); // The judge wants the whole chain.
        lines.put("listen", place.listen());
        lines.put("admin", place.admin());
        place.members().forEach((member, address) -> lines.put("member." + member, address));
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append('=').append(escaped(value))
                .append('\n'));
        return text.toString();
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c < 0x20 || c > 0x7e) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static void replace(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastWords() {
        String where = ", see " + log();
        if (!Files.exists(log())) {
            return where;
        }
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank()).reduce((first, second) -> second)
                    .map(line -> ": \"" + line.strip() + "\"" + where).orElse(where);
        } catch (IOException e) {
            return where;
        }
    }
}
