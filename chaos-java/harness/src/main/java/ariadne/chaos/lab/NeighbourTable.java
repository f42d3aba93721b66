package ariadne.chaos.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The link-layer addresses that one network namespace sends to. One {@code ip} lives on and takes
 * command after command: on a busy machine a new process for each takes a hundred milliseconds,
 * and a partition of five nodes has twelve of them.
 */
final class NeighbourTable implements AutoCloseable {
    private static final String NOWHERE = "02:00:00:00:de:ad";
    // ip says nothing when it obeyed; its answer to this says that it got so far.
    private static final String MARK_COMMAND = "link show dev lo";
    private static final String MARK = "1: lo";

    private final String namespace;
    private final Set<String> lost = new HashSet<>();
    private Process ip;
    private BufferedReader answers;

    NeighbourTable(String namespace) {
        this.namespace = namespace;
    }

    /** What is sent to the address is lost from now on. */
    synchronized void lose(String address) {
        if (!lost.contains(address)) {
            tell("neigh replace " + address + " lladdr " + NOWHERE
                    + " dev eth0 nud permanent");
            lost.add(address);
        }
    }

    /** Ends {@link #lose}: the entry goes altogether, so that the address is resolved anew. */
    synchronized void find(String address) {
        if (lost.contains(address)) {
            tell("neigh del " + address + " dev eth0");
            lost.remove(address);
        }
    }

    private void tell(String command) {
        try {
            if (ip == null || !ip.isAlive()) {
                open();
            }
            OutputStream input = ip.getOutputStream();
            input.write((command + "\n" + MARK_COMMAND + "\n").getBytes(
                    StandardCharsets.US_ASCII));
            input.flush();
            List<String> complaints = new ArrayList<>();
            String line = answers.readLine();
            while (line != null && !line.startsWith(MARK)) {
                complaints.add(line);
                line = answers.readLine();
            }
            if (line == null || !complaints.isEmpty()) {
                close();
                throw new LabException("ip -n " + namespace + " " + command + ": "
                        + String.join(" ", complaints));
            }
        } catch (IOException e) {
            close();
            throw new LabException("ip -n " + namespace + " " + command + ": " + e, e);
        }
    }

    private void open() throws IOException {
        ip = new ProcessBuilder(List.of("ip", "-o", "-n", namespace, "-batch", "-"))
                .redirectErrorStream(true).start();
        answers = new BufferedReader(new InputStreamReader(ip.getInputStream(),
                StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        if (ip != null) {
            ip.destroyForcibly();
            ip = null;
        }
    }
}
