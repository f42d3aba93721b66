package ariadne.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the cluster is described. */
final class ClusterOption {
    @Option(names = "--cluster-file", paramLabel = "FILE", defaultValue = "run/cluster.properties",
            description = "Names the cluster and its nodes (default: ${DEFAULT-VALUE}).")
    private Path file;

    ClusterFile load() {
        return ClusterFile.load(file);
    }

    /** Where the file lies, and with it the shells' histories. */
    Path directory() {
        return file.toAbsolutePath().getParent();
    }
}
