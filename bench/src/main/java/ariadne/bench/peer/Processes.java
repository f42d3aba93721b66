package ariadne.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of one cluster. Each is ended by the handle that started it. */
public final class Processes implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Path dir;
    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::end, "end the nodes");

    Processes(Path dir) {
        this.dir = dir;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the next node. */
    public void start(List<String> command) throws IOException {
        int node = processes.size();
        processes.add(new ProcessBuilder(command).directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("n" + (node + 1) + ".log").toFile()).start());
    }

    /** How many were started. */
    public int size() {
        return processes.size();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill(int node) throws InterruptedException {
        processes.get(node).destroyForcibly().waitFor();
    }

    /** Process ids, in the order of the nodes. */
    public List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    /**
     * Says which node ended by itself.
     *
     * @throws IOException with the last line of its log
     */
    public void demandRunning() throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                Path log = dir.resolve("n" + (i + 1) + ".log");
                List<String> lines = Files.readAllLines(log);
                throw new IOException("n" + (i + 1) + " ended with exit code "
                        + processes.get(i).exitValue() + "; " + log + " ends: "
                        + (lines.isEmpty() ? "(empty)" : lines.getLast()));
            }
        }
    }

    /** Ends all, by SIGTERM first. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM goes down: the hook is running or has run.
        }
    }

    private synchronized void end() {
        processes.forEach(Process::destroy);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Process process : processes) {
            try {
                if (!process.waitFor(Math.max(0, until - System.nanoTime()),
                        TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
    }
}
