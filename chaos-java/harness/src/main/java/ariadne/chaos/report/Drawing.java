package ariadne.chaos.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the scripts of the page draw, as a tree for {@link Json}. Times in microseconds. */
final class Drawing {
    static final int POINT_BUDGET = 18_000;
    static final int CLOCK_BUDGET = 400;

    private Drawing() {}

    static Map<String, Object> of(Run run) {
        long endNanos = run.endNanos();
        List<Band> bands = Band.of(run.faults(), endNanos);
        List<Operation> operations = run.operations();
        List<Thinning.Point> points = Thinning.points(operations, endNanos, POINT_BUDGET);
        Columns columns = new Columns();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("end", endNanos / 1000);
        tree.put("clients", run.title().clients());
        tree.put("nodes", run.title().nodes());
        tree.put("silence", span(run.facts().withoutSuccess()));
        tree.put("points", columns.of(points.stream().map(Thinning.Point::operation).toList()));
        tree.put("standsFor", points.stream().mapToInt(Thinning.Point::standsFor).toArray());
        tree.put("allPoints", operations.stream().filter(Operation::returned).count());
        tree.put("windows", windows(Windows.of(operations, endNanos)));
        tree.put("faults", bands.stream().map(Drawing::fault).toList());
        tree.put("led", run.leaderships().stream().map(l -> led(l, endNanos)).toList());
        tree.put("down", run.downtimes().stream().map(d -> down(d, endNanos)).toList());
        tree.put("clocks", clocks(run.clockOffsets()));
        List<Moment> moments = Moment.of(run, bands, endNanos);
        tree.put("moments", moments.stream().map(m -> moment(m, columns)).toList());
        tree.put("story", run.counterexample().map(Drawing::story).orElse(null));
        tree.put("texts", columns.texts());
        return tree;
    }

    private static Map<String, Object> span(Span span) {
        return Map.of("start", span.startNanos() / 1000, "end", span.endNanos() / 1000);
    }

    private static Map<String, Object> windows(Windows windows) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("width", windows.widthNanos() / 1000);
        tree.put("p50", windows.p50Micros());
        tree.put("p95", windows.p95Micros());
        tree.put("p99", windows.p99Micros());
        tree.put("perSecond", Arrays.asList(windows.perSecond()));
        return tree;
    }

    private static Map<String, Object> fault(Band band) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("label", band.label());
        tree.put("kind", band.fault().kind());
        tree.put("colour", band.colour());
        tree.put("what", Words.joined(band.fault().shape(), band.fault().where()));
        tree.put("lane", band.lane());
        tree.put("start", band.fault().startNanos() / 1000);
        tree.put("end", band.endNanos() / 1000);
        return tree;
    }

    private static Map<String, Object> led(Leadership led, long runEndNanos) {
        return Map.of(
                "node", led.node(),
                "start", led.startNanos() / 1000,
                "end", end(led.startNanos(), led.endNanos(), runEndNanos),
                "ballot", led.ballot());
    }

    private static Map<String, Object> down(Downtime down, long runEndNanos) {
        return Map.of(
                "node", down.node(),
                "start", down.startNanos() / 1000,
                "end", end(down.startNanos(), down.endNanos(), runEndNanos),
                "letter", Band.letter(down.why()),
                "why", down.why());
    }

    private static long end(long startNanos, long endNanos, long runEndNanos) {
        return (endNanos < startNanos ? runEndNanos : endNanos) / 1000;
    }

    /** By node: times and offsets. Long series keep the extremes of each stretch. */
    private static List<Map<String, Object>> clocks(List<ClockOffset> offsets) {
        Map<String, List<ClockOffset>> byNode = new TreeMap<>();
        for (ClockOffset offset : offsets) {
            byNode.computeIfAbsent(offset.node(), n -> new ArrayList<>()).add(offset);
        }
        List<Map<String, Object>> trees = new ArrayList<>();
        byNode.forEach((node, samples) -> {
            List<ClockOffset> kept = ClockOffset.thin(samples, CLOCK_BUDGET);
            trees.add(Map.of(
                    "node", node,
                    "time", kept.stream().mapToLong(s -> s.timeNanos() / 1000).toArray(),
                    "millis", kept.stream().mapToDouble(ClockOffset::offsetMillis).toArray()));
        });
        return trees;
    }

    private static Map<String, Object> moment(Moment moment, Columns columns) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("label", moment.label());
        tree.put("start", moment.startNanos() / 1000);
        tree.put("end", moment.endNanos() / 1000);
        tree.put("onlyKey", moment.onlyKey());
        tree.put("all", moment.all());
        tree.put("operations", columns.of(moment.operations()));
        return tree;
    }

    private static Map<String, Object> story(Counterexample story) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Counterexample.Step step : story.steps()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("process", step.process());
            tree.put("node", step.node());
            tree.put("text", step.text());
            tree.put("outcome", step.outcome().ordinal());
            tree.put("invoke", step.invokeNanos() / 1000);
            tree.put("return", step.returned() ? step.returnNanos() / 1000 : -1);
            steps.add(tree);
        }
        List<Map<String, Object>> arrows = new ArrayList<>();
        for (Counterexample.Arrow arrow : story.drawnArrows()) {
            arrows.add(Map.of("from", arrow.from(), "to", arrow.to()));
        }
        return Map.of("steps", steps, "arrows", arrows);
    }
}
