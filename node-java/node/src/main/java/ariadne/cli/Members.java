package ariadne.cli;

import ariadne.client.Outcome;
import ariadne.kv.Member;
import ariadne.kv.Roster;
import ariadne.server.NodeConfig;
import ariadne.wire.Answer;
import ariadne.wire.Ask.Change.Kind;
import ariadne.wire.Ask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who the members are, and changes of them while the cluster serves. */
@Command(name = "member", description = "List, add, remove and replace members while serving.",
        subcommands = {Members.Show.class, Members.Join.class, Members.Add.class,
            Members.Remove.class, Members.Replace.class})
final class Members implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "member needs one of list, join, add, remove, replace");
    }

    /** One command on a running cluster. */
    abstract static class OnCluster implements Callable<Integer> {
        @Mixin
        private ClusterOption cluster;

        @Override
        public Integer call() throws Exception {
            try (Session session = new Session(cluster.load(), 1, System.out)) {
                return run(session, System.out) ? 0 : 1;
            }
        }

        abstract boolean run(Session session, PrintStream out) throws Exception;

        final ClusterOption cluster() {
            return cluster;
        }
    }

    @Command(name = "list", description = "The members, and the id that the next one gets.")
    static final class Show extends OnCluster {
        @Override
        boolean run(Session session, PrintStream out) {
            Outcome<Answer.Members> members = session.members();
            if (!(members instanceof Outcome.Ok<Answer.Members> ok)) {
                return session.sayNot(members);
            }
            print(ok.value(), out);
            return true;
        }
    }

    private static void print(Answer.Members members, PrintStream out) {
        out.printf("%-4s %-8s %s%n", "id", "name", "address");
        addresses(members).forEach((member, address) ->
                out.printf("%-4d %-8s %s%n", member.id(), member.name(), address));
        out.printf("era %d; the next member gets id %d%n", members.now().era(),
                members.now().nextId());
    }

    /** Of the first members the config files say where they are. */
    private static Map<Member, String> addresses(Answer.Members members) {
        Map<Member, String> addresses = new LinkedHashMap<>();
        for (Member member : members.now().members()) {
            Member first = members.first().member(member.id());
            addresses.put(member, member.address().isEmpty() && first != null
                    ? first.address() : member.address());
        }
        return addresses;
    }

    @Command(name = "join", description = "Write a config file for a node that shall join, and"
            + " format its directory.")
    static final class Join extends OnCluster {
        @Parameters(index = "0", paramLabel = "NAME", description = "Of the new node.")
        private String name;

        @Parameters(index = "1", paramLabel = "HOST:PORT",
                description = "Where it is reached by nodes and clients.")
        private String address;

        @Option(names = "--admin", paramLabel = "HOST:PORT", required = true,
                description = "Where its console is.")
        private String admin;

        @Option(names = "--dir", paramLabel = "DIR", defaultValue = "run",
                description = "Gets NAME.properties and the directory NAME"
                        + " (default: ${DEFAULT-VALUE}).")
        private Path dir;

        @Override
        boolean run(Session session, PrintStream out) throws IOException {
            Outcome<Answer.Members> members = session.members();
            if (!(members instanceof Outcome.Ok<Answer.Members> ok)) {
                return session.sayNot(members);
            }
            Path file = dir.resolve(name + ".properties");
            Path data = dir.resolve(name);
            if (Files.exists(data)) {
                throw new Usage(data + " exists already; another --dir, or remove it");
            }
            Roster first = ok.value().first();
            List<String> lines = new ArrayList<>(List.of(
                    "cluster=" + cluster().load().cluster(), "node=" + name,
                    "id=" + ok.value().now().nextId(), "data=" + data.toAbsolutePath(),
                    "listen=" + address, "admin=" + admin));
            first.members().forEach(m -> lines.add("member." + m.name() + "=" + m.address()));
            lines.add("known=" + String.join(",", addresses(ok.value()).values()));
            Files.createDirectories(dir);
            Files.write(file, lines);
            Servers.format(file);
            out.println("next: ./ariadne server --config " + file + ", and in another terminal"
                    + " ./ariadne member add " + name + " " + address);
            return true;
        }
    }

    /** A change that the leader is asked for. */
    abstract static class Changing extends OnCluster {
        private static final int PATIENCE_SECONDS = 60;

        @Parameters(index = "0", paramLabel = "NAME", description = "Of the member.")
        private String name;

        abstract Kind kind();

        abstract String address();

        @Override
        boolean run(Session session, PrintStream out) throws InterruptedException {
            if (!address().isEmpty()) {
                new ClusterFile("", Map.of(name, address()), Map.of()).demandAddresses();
            }
            Ask.Change change = new Ask.Change(
                    new Random().nextLong(), kind(), name, address());
            for (int second = 0;; second++) {
                Outcome<Answer.Judged> outcome = session.change(change);
                Outcome<Answer.Members> members = session.members();
                if (outcome instanceof Outcome.Ok<Answer.Judged> ok) {
                    out.println("done, at " + ok.value().applied().position());
                    if (members instanceof Outcome.Ok<Answer.Members> now) {
                        print(now.value(), out);
                        note(now.value(), out);
                    }
                    return true;
                }
                boolean waits = outcome instanceof Outcome.Refused<Answer.Judged> refused
                        && refused.why().contains("behind: it catches up first");
                if (!waits || second == PATIENCE_SECONDS) {
                    session.sayNot(outcome);
                    if (outcome instanceof Outcome.Unknown<Answer.Judged>) {
                        out.println("./ariadne member list tells what came of it");
                    }
                    return false;
                }
                if (second % 5 == 0) {
                    session.sayNot(outcome);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }

        /** Clients find the members by the cluster file. */
        private void note(Answer.Members members, PrintStream out) {
            Map<String, String> named = new LinkedHashMap<>();
            addresses(members).forEach((m, address) -> named.put(m.name(), address));
            try {
                cluster().rewrite(named);
                out.println("noted in " + cluster());
            } catch (IOException e) {
                out.println("note them in " + cluster() + " by hand: " + e.getMessage());
            }
        }
    }

    @Command(name = "add", description = "Add a node that runs already and has caught up.")
    static final class Add extends Changing {
        @Parameters(index = "1", paramLabel = "HOST:PORT",
                description = "Where it is reached by nodes and clients.")
        private String address;

        @Override
        Kind kind() {
            return Kind.ADD;
        }

        @Override
        String address() {
            return address;
        }
    }

    @Command(name = "remove", description = "Remove a member; its id is never used again.")
    static final class Remove extends Changing {
        @Override
        Kind kind() {
            return Kind.REMOVE;
        }

        @Override
        String address() {
            return "";
        }
    }

    @Command(name = "replace", description = "Let a member that lost its disk come back empty,"
            + " under a new id, in one step.")
    static final class Replace extends Changing {
        @Parameters(index = "1", paramLabel = "HOST:PORT", arity = "0..1", defaultValue = "",
                description = "Where it is reached now; left out when that is as before.")
        private String address;

        @Override
        Kind kind() {
            return Kind.REPLACE;
        }

        @Override
        String address() {
            return address;
        }
    }
}
