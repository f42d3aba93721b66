package ariadne.chaos.report;

import java.util.List;
import java.util.Objects;

/**
 * Which run this was.
 *
 * @param test             name of the test, for example {@code register}
 * @param workload         name of the workload
 * @param timeLimitSeconds how long the clients were to work
 * @param nodes            names of the nodes, in the order in which the charts show them
 * @param clients          clients at work at a time
 * @param seed             the seed everything random was drawn from
 * @param startedAt        wall-clock time of the start, as a text for people
 * @param lab              which lab and how real it was, for example {@code network namespaces}
 * @param version          version of the database and the lab
 */
public record Title(
        String test,
        String workload,
        double timeLimitSeconds,
        List<String> nodes,
        int clients,
        long seed,
        String startedAt,
        String lab,
        String version) {
    public Title {
        Objects.requireNonNull(test);
        Objects.requireNonNull(workload);
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(lab);
        Objects.requireNonNull(version);
    }
}
