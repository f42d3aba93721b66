package ariadne.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden scenarios: lines that start with a word are commands or comments, indented ones what
 * came of
 * them. {@code -Dscenarios.rewrite=true} writes what comes of them now; read the difference.
 */
class ScenarioTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/ariadne/paxos/scenarios");

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesAsItIsWritten(Path file) throws IOException {
        List<String> expected = Files.readAllLines(file);
        Script script = new Script();
        for (String line : expected) {
            if (!line.startsWith(" ")) {
                script.line(line);
            }
        }
        if (Boolean.getBoolean("scenarios.rewrite")) {
            Files.write(file, script.lines);
        }
        assertThat(script.lines).isEqualTo(
                Boolean.getBoolean("scenarios.rewrite") ? script.lines : expected);
    }

    /** Runs commands and writes them down with their effects. */
    private static final class Script {
        final List<String> lines = new ArrayList<>();
        private World world = world(3, 100_000, 3, 100);
        private long reads;

        private World world(int size, long messageBytes, int members, int catchUp) {
            int[] calls = {0};
            World made = new World(size, messageBytes, 10, bound -> bound - 1 - calls[0]++ % 4,
                    members, catchUp);
            made.trace = this::traced;
            return made;
        }

        private void traced(String line) {
            if (!line.contains("Heartbeat")) {
                lines.add("  " + line);
            }
        }

        void line(String line) {
            lines.add(line);
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> words = Arrays.asList(line.split(" "));
                command(words.getFirst(), words.subList(1, words.size()));
            }
        }

        private void command(String command, List<String> words) {
            switch (command) {
                case "nodes" -> world = world(number(words, 0), number(words, 1),
                        number(words, words.size() > 2 ? 2 : 0),
                        words.size() > 3 ? number(words, 3) : 100);
                case "tick" -> {
                    for (int i = 0; i < number(words, 0); i++) {
                        world.tick();
                    }
                }
                case "nominate" -> world.step(number(words, 0), new Input.Nominate());
                case "propose" -> world.step(number(words, 0), new Input.Propose(
                        words.subList(1, words.size()).stream()
                                .map(w -> w.getBytes(StandardCharsets.UTF_8)).toList()));
                case "read" -> {
                    world.judge.reads(++reads);
                    world.step(number(words, 0), new Input.Read(reads));
                }
                case "reconnect" -> world.step(number(words, 0),
                        new Input.Reconnected(number(words, 1)));
                case "hold" -> world.node(number(words, 0)).held = true;
                case "force" -> {
                    world.node(number(words, 0)).held = false;
                    world.force(number(words, 0));
                }
                case "crash" -> world.crash(number(words, 0),
                        words.size() > 1 ? number(words, 1) : 0);
                case "damage" -> world.damage(number(words, 0), number(words, 1));
                case "fetch", "install" -> world.fetch(number(words, 0), number(words, 1),
                        command.equals("install"));
                case "cut" -> words.forEach(this::cut);
                case "heal" -> world.heal();
                case "drop" -> world.flights.removeIf(f ->
                        words.contains(f.from() + "->" + f.to()));
                case "deliver", "repeat" -> deliver(command, words);
                case "show" -> show();
                default -> throw new IllegalArgumentException(command);
            }
        }

        private void cut(String link) {
            int a = link.charAt(0) - '0';
            int b = link.charAt(link.length() - 1) - '0';
            world.cut[a][b] = true;
            world.cut[b][a] |= !link.contains(">");
        }

        private void deliver(String command, List<String> words) {
            if (words.contains("all")) {
                world.deliverAll();
                return;
            }
            World.Flight flight = world.flights.stream()
                    .filter(f -> words.getFirst().equals(f.from() + "->" + f.to()))
                    .skip(words.size() > 1 ? number(words, 1) - 1 : 0)
                    .findFirst().orElseThrow(() -> new IllegalArgumentException("none " + words));
            if (command.equals("deliver")) {
                world.flights.remove(flight);
            }
            world.deliver(flight);
        }

        private void show() {
            for (int self = 1; self <= world.size; self++) {
                Replica replica = world.node(self).replica;
                Standing standing = replica.standing();
                List<Block> chain = new ArrayList<>();
                for (long height = replica.acceptor.chain.start(); height <= standing.tip();
                        height++) {
                    chain.add(replica.block(height));
                }
                lines.add("  " + self + (world.leaders().contains(self) ? " leads: " : ": ")
                        + Words.of(standing) + " " + Words.ofBlocks(chain));
            }
        }

        private static int number(List<String> words, int index) {
            return Integer.parseInt(words.get(index));
        }
    }
}
