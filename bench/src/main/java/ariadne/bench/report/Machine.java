package ariadne.bench.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a figure of this run hangs on. */
public final class Machine {
    private static final int FORCES = 500;
    private static final int FORCED_BYTES = 4096;

    private Machine() {}

    /**
     * Names and values, in the order to be told.
     *
     * @param store on the disk that is measured; a file in it is written, forced and deleted
     */
    public static Map<String, String> facts(Path store) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", first(Path.of("/proc/meminfo"), "MemTotal:"));
        facts.put("system", System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        facts.put("Java", System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version"));
        facts.put("disk", Files.getFileStore(store).type() + " on "
                + Files.getFileStore(store).name());
        facts.put("force", force(store));
        facts.put("load before", load());
        return facts;
    }

    private static String processor() {
        return first(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^:\\s*", "");
    }

    /** How busy the machine was in the last minute, whoever by. */
    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "not known";
        }
    }

    private static String first(Path file, String start) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(start))
                    .findFirst().map(line -> line.substring(start.length()).trim())
                    .orElse("not known");
        } catch (IOException e) {
            return "not known";
        }
    }

    private static String force(Path store) throws IOException {
        Path probe = Files.createTempFile(store, "force", ".probe");
        try (FileChannel file = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            Histogram took = new Histogram(3);
            for (int i = 0; i < FORCES; i++) {
                long began = System.nanoTime();
                file.write(ByteBuffer.allocate(FORCED_BYTES));
                file.force(false);
                took.recordValue(System.nanoTime() - began);
            }
            return String.format("4 KiB appended and forced in %.0f us (p50), %.0f us (p99)",
                    took.getValueAtPercentile(50) / 1e3, took.getValueAtPercentile(99) / 1e3);
        } finally {
            Files.delete(probe);
        }
    }
}
