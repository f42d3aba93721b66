package ariadne.chaos.lab;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a lab shall run.
 *
 * @param nodes names n1..n9, at least one
 * @param cluster the id that data directories belong to
 * @param directory gets one directory per node, with its config, data, log and clock file
 * @param command launches a node
 * @param basePort first of 2 * nodes ports on loopback (listen, then admin); empty: any free ones.
 *     Namespaces have ports of their own and don't need it
 * @param libfaketime whether to move the wall clock of the whole process too, where that is
 *     installed
 */
public record LabSettings(List<String> nodes, String cluster, Path directory,
        NodeCommand command, OptionalInt basePort, boolean libfaketime) {
    public LabSettings {
        nodes = List.copyOf(nodes);
        directory = directory.toAbsolutePath().normalize();
        if (nodes.isEmpty() || new HashSet<>(nodes).size() != nodes.size()) {
            throw new LabInputException("a lab needs nodes with different names, not " + nodes);
        }
        for (String node : nodes) {
            if (!node.matches("n[1-9]")) {
                throw new LabInputException("nodes are called n1 to n9, not \"" + node + "\"");
            }
        }
        if (basePort.isPresent()
                && (basePort.getAsInt() < 1024 || basePort.getAsInt() > 65_000)) {
            throw new LabInputException("ports from " + basePort.getAsInt()
                    + " on cannot be used; from 1024 to 65000 they can");
        }
    }

    /** With ports that are free and with libfaketime where it is installed. */
    public LabSettings(List<String> nodes, String cluster, Path directory, NodeCommand command) {
        this(nodes, cluster, directory, command, OptionalInt.empty(), true);
    }

    /** The names n1..n{@code count}. */
    public static List<String> nodeNames(int count) {
        if (count < 1 || count > 9) {
            throw new LabInputException("a lab has 1 to 9 nodes, not " + count);
        }
        return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList();
    }
}
