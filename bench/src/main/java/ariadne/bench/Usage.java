package ariadne.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processor time and memory of processes, from {@code /proc}. */
final class Usage {
    /** Of Linux's {@code /proc/PID/stat}, on every machine that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final List<Long> pids;
    private final long beganNanos = System.nanoTime();
    private final double nodesBefore;
    private final double clientBefore;

    /**
     * Since a moment.
     *
     * @param nodes percent of one core, all together
     * @param client percent of one core
     * @param nodeMb resident memory of the largest node now
     */
    record Share(double nodes, double client, double nodeMb) {}

    Usage(List<Long> pids) {
        this.pids = pids;
        nodesBefore = pids.stream().mapToDouble(Usage::seconds).sum();
        clientBefore = seconds(ProcessHandle.current().pid());
    }

    Share share() {
        double elapsed = (System.nanoTime() - beganNanos) / 1e9;
        double nodes = pids.stream().mapToDouble(Usage::seconds).sum() - nodesBefore;
        double client = seconds(ProcessHandle.current().pid()) - clientBefore;
        return new Share(100 * nodes / elapsed, 100 * client / elapsed,
                pids.stream().mapToDouble(Usage::residentMb).max().orElse(Double.NaN));
    }

    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double residentMb(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst().orElse(0) / 1024.0;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
