package ariadne.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the cluster is described. */
final class ClusterOption {
    @Option(names = "--cluster-file", paramLabel = "FILE", defaultValue = "run/cluster.properties",
            description = "Names the cluster and its nodes (default: ${DEFAULT-VALUE}).")
    private Path file;

    ClusterFile load() {
        return ClusterFile.load(file);
    }

    /** Writes other members into the file; consoles of nodes that left go. */
    void rewrite(Map<String, String> members) throws IOException {
        ClusterFile before = load();
        Map<String, String> admins = new LinkedHashMap<>(before.admins());
        admins.keySet().retainAll(members.keySet());
        new ClusterFile(before.cluster(), members, admins).save(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Where the file lies, and with it the shells' histories. */
    Path directory() {
        return file.toAbsolutePath().getParent();
    }
}
