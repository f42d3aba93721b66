package ariadne.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The interactive shell of a client. */
@Command(name = "client", description = "An interactive shell: get, put, delete, cas.")
final class Client implements Callable<Integer> {
    private static final String HELP = """
            get KEY              read, linearizably
            put KEY VALUE        write
            delete KEY           delete
            cas KEY OLD NEW      write NEW if KEY holds OLD; null for "nothing there"
            status               how each node is
            nominate NODE        ask a node to stand for election
            help, quit
            Keys and values are JSON literals: 5, "five", [1, 2], {"a": true}.
            A bare word is a string.
            """;

    @Mixin
    private ClusterOption cluster;

    @Option(names = "--id", paramLabel = "N", defaultValue = "1",
            description = "Number of this client; client N speaks to node N first.")
    private int id;

    private Session session;

    @Override
    public Integer call() throws Exception {
        if (id < 1) {
            throw new Usage("--id " + id + ": clients are numbered from 1");
        }
        ClusterFile file = cluster.load();
        Path history = cluster.directory().resolve(".client-" + id + ".history");
        try (Session opened = new Session(file, id, System.out)) {
            session = opened;
            new Shell("client " + id + "> ", history, List.of("get ", "put ", "delete ", "cas ",
                    "status", "nominate ", "help", "quit"), System.out).loop(this::run);
        }
        return 0;
    }

    private void run(String line) throws java.io.IOException {
        String[] word = line.split("\\s+", 2);
        String rest = word.length == 1 ? "" : word[1];
        switch (word[0]) {
            case "help" -> System.out.print(HELP);
            case "status" -> session.status();
            case "nominate" -> session.nominate(rest);
            case "get" -> session.get(literals(word[0], rest, 1).getFirst());
            case "delete" -> session.delete(literals(word[0], rest, 1).getFirst());
            case "put" -> {
                List<String> literals = literals(word[0], rest, 2);
                session.put(literals.get(0), literals.get(1));
            }
            case "cas" -> {
                List<String> literals = literals(word[0], rest, 3);
                session.cas(literals.get(0), literals.get(1), literals.get(2));
            }
            default -> throw new Usage("unknown command " + word[0] + "; try help");
        }
    }

    private static List<String> literals(String command, String rest, int count) {
        List<String> literals = Literal.split(rest);
        if (literals.size() != count) {
            throw new Usage(command + " needs " + count + " literal" + (count == 1 ? "" : "s")
                    + ", not " + literals.size() + "; try help");
        }
        return literals;
    }
}
