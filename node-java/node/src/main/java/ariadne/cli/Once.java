package ariadne.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One operation, then the end. Exit code 0 done, 1 not done, 254 bad arguments. */
abstract class Once implements Callable<Integer> {
    @Mixin
    private ClusterOption cluster;

    @Override
    public Integer call() throws Exception {
        try (Session session = new Session(cluster.load(), 1, System.out)) {
            return run(session) ? 0 : 1;
        }
    }

    abstract boolean run(Session session) throws Exception;

    @Command(name = "get", description = "Read a key, linearizably.")
    static final class Get extends Once {
        @Parameters(paramLabel = "KEY", description = "A JSON literal; a bare word is a string.")
        private String key;

        @Override
        boolean run(Session session) {
            return session.get(Literal.argument(key));
        }
    }

    @Command(name = "put", description = "Write a key.")
    static final class Put extends Once {
        @Parameters(index = "0", paramLabel = "KEY", description = "A JSON literal.")
        private String key;

        @Parameters(index = "1", paramLabel = "VALUE", description = "A JSON literal.")
        private String value;

        @Override
        boolean run(Session session) {
            return session.put(Literal.argument(key), Literal.argument(value));
        }
    }

    @Command(name = "delete", description = "Delete a key.")
    static final class Delete extends Once {
        @Parameters(paramLabel = "KEY", description = "A JSON literal.")
        private String key;

        @Override
        boolean run(Session session) {
            return session.delete(Literal.argument(key));
        }
    }

    @Command(name = "cas", description = "Write a key if it holds what is expected.")
    static final class Cas extends Once {
        @Parameters(index = "0", paramLabel = "KEY", description = "A JSON literal.")
        private String key;

        @Parameters(index = "1", paramLabel = "EXPECTED",
                description = "A JSON literal; null expects nothing there.")
        private String expected;

        @Parameters(index = "2", paramLabel = "VALUE", description = "A JSON literal.")
        private String value;

        @Override
        boolean run(Session session) {
            return session.cas(Literal.argument(key), Literal.argument(expected),
                    Literal.argument(value));
        }
    }

    @Command(name = "status", description = "How each node of the cluster is.")
    static final class Status extends Once {
        @Override
        boolean run(Session session) throws Exception {
            return session.status();
        }
    }
}
