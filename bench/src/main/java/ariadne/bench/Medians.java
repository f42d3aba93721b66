package ariadne.bench;

import ariadne.bench.report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Samples to rows. */
final class Medians {
    private record Kind(String op, int outstanding, int rate) {}

    private Medians() {}

    /** Rows by kind of load in the order of first appearance; within a kind, ours first. */
    static List<Row> rows(List<Sample> samples, String ours) {
        Map<Kind, Map<String, List<Sample>>> kinds = new LinkedHashMap<>();
        for (Sample sample : samples) {
            kinds.computeIfAbsent(new Kind(sample.op(), sample.outstanding(), sample.rate()),
                    kind -> new LinkedHashMap<>())
                    .computeIfAbsent(sample.peer(), peer -> new ArrayList<>()).add(sample);
        }
        List<Row> rows = new ArrayList<>();
        kinds.forEach((kind, peers) -> {
            List<Sample> mine = peers.remove(ours);
            Row reference = mine == null ? null : row(kind, ours, mine);
            if (reference != null) {
                rows.add(reference.against(reference));
            }
            peers.forEach((peer, theirs) -> rows.add(row(kind, peer, theirs).against(reference)));
        });
        return List.copyOf(rows);
    }

    private static Row row(Kind kind, String peer, List<Sample> samples) {
        boolean longest = kind.op().equals("failover") || kind.op().equals("start");
        return new Row(peer, kind.op(), kind.outstanding(), kind.rate(),
                median(samples, Sample::opsPerSecond), median(samples, Sample::p50Micros),
                longest ? samples.stream().mapToDouble(Sample::p99Micros).max().orElseThrow()
                        : median(samples, Sample::p99Micros), Double.NaN,
                median(samples, Sample::nodesCpu), median(samples, Sample::clientCpu),
                median(samples, Sample::nodeMb),
                samples.stream().mapToLong(Sample::failed).sum());
    }

    /** Of an even number: the mean of the two in the middle. */
    static double median(List<Sample> samples, ToDoubleFunction<Sample> what) {
        double[] sorted = samples.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
