package ariadne.cli;

import ariadne.server.ConfigException;
import ariadne.server.NodeClock;
import ariadne.server.NodeConfig;
import ariadne.server.Parts;
import ariadne.server.Server;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands for one server and its data directory. */
final class Servers {
    private Servers() {}

    /** Makes a data directory, on purpose and once. */
    static void format(Path config) {
        try {
            Server.format(NodeConfig.load(config));
        } catch (ConfigException e) {
            throw new Usage(e.getMessage());
        }
    }

    @Command(name = "format", description = "Make a node's data directory; once in its life.")
    static final class Format implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", required = true,
                description = "The node's .properties file.")
        private Path config;

        @Override
        public Integer call() {
            format(config);
            return 0;
        }
    }

    @Command(name = "server", description = "Run one node in the foreground.")
    static final class Serve implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", required = true,
                description = "The node's .properties file.")
        private Path config;

        @Option(names = "--lab-clock", paramLabel = "FILE",
                description = "For tests: follow the offset and the rate in this file.")
        private Path labClock;

        @Override
        public Integer call() {
            try {
                return Server.run(NodeConfig.load(config), new NodeClock(labClock), new Parts());
            } catch (ConfigException e) {
                throw new Usage(e.getMessage());
            }
        }
    }

    @Command(name = "verify", description = "Check the files of a node that is not running.")
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "The node's data directory.")
        private Path dir;

        @Option(names = "--print", description = "Print every decided block.")
        private boolean print;

        @Override
        public Integer call() {
            try {
                return Server.verify(dir, print, System.out) ? 0 : 1;
            } catch (ConfigException e) {
                throw new Usage(e.getMessage());
            }
        }
    }
}
