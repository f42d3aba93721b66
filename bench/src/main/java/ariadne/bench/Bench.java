package ariadne.bench;

import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import ariadne.bench.report.Machine;
import ariadne.bench.report.Page;
import ariadne.bench.report.Results;
import ariadne.bench.report.Row;
import ariadne.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rounds. Peers take turns, so that what the machine does to one it does to all. */
final class Bench {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

    private final Plan plan;
    private final List<Peer> peers;
    private final Path store;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Bench(Plan plan, List<Peer> peers, Path store) {
        this.plan = plan;
        this.peers = peers;
        this.store = store;
    }

    /** Whether every trial could be made. */
    boolean run() throws IOException, InterruptedException {
        Path dir = directory();
        Map<String, String> facts = new LinkedHashMap<>(Machine.facts(dir));
        facts.forEach((name, value) -> System.out.printf("%-12s %s%n", name, value));
        peers.forEach(peer -> System.out.printf("%-12s %s%n", peer.name(), peer.compared()));
        System.out.printf("%d rounds of %d peers, seed %d, about %.0f minutes%n", plan.rounds(),
                peers.size(), plan.seed(), Math.ceil(plan.estimatedSeconds(peers.size()) / 60));
        for (int round = 0; round < plan.rounds(); round++) {
            List<Peer> order = new ArrayList<>(peers);
            Collections.rotate(order, -round);
            for (Peer peer : order) {
                one(round, peer, dir);
            }
        }
        List<Row> rows = Medians.rows(samples, Peers.OURS.name());
        Files.writeString(dir.resolve("bench.json"), Results.json(rows));
        facts.put("plan", plan.words());
        Page.write(dir.resolve("index.html"), rows, facts, peers, failures);
        System.out.printf("%n%s%n", Table.text(rows));
        System.out.println("ratio: ours over theirs; processor: percent of one core; MB: resident"
                + " memory of the largest node");
        failures.forEach(failure -> System.out.println("failed: " + failure));
        System.out.println("report       " + dir.resolve("index.html"));
        return failures.isEmpty();
    }

    private void one(int round, Peer peer, Path dir) throws IOException, InterruptedException {
        Path place = dir.resolve(peer.name()).resolve("round" + (round + 1));
        Files.createDirectories(place);
        try {
            new Round(peer, plan, sample -> told(round, sample))
                    .run(new Place(place.toAbsolutePath(), plan.nodes(), plan.heap(),
                            plan.recorded()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            String failure = peer.name() + ", round " + (round + 1) + ": "
                    + (e.getMessage() != null ? e.getMessage() : e.toString());
            failures.add(failure);
            System.out.println("failed: " + failure);
        }
        deleteData(place);
    }

    private void told(int round, Sample sample) {
        samples.add(sample);
        Row row = Medians.rows(List.of(sample), "").getFirst();
        System.out.printf("%d/%d  %s%n", round + 1, plan.rounds(), Table.line(row));
        if (sample.failed() > 0) {
            String failure = String.format("%s %s %s: %d operations failed, the first: %s",
                    sample.peer(), sample.op(), row.load(), sample.failed(),
                    sample.firstFailure());
            failures.add(failure);
            System.out.println("failed: " + failure);
        }
    }

    private Path directory() throws IOException {
        Path test = store.resolve("bench");
        Path dir = test.resolve(TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
        try {
            Files.createDirectories(dir);
            Path fresh = test.resolve(dir.getFileName() + ".link");
            Files.createSymbolicLink(fresh, dir.getFileName());
            Files.move(fresh, test.resolve("latest"),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BadArguments("--store " + store + ": can't be written: " + e.getMessage());
        }
        return dir;
    }

    /** Logs stay, data goes: it is large, and the next round begins with none. */
    private static void deleteData(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                boolean kept = path.getParent().equals(place)
                        && path.toString().matches(".*\\.(log|jfr)");
                if (!kept && !path.equals(place)) {
                    Files.delete(path);
                }
            }
        }
    }
}
