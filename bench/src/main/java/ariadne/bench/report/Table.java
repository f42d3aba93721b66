package ariadne.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows as text. */
public final class Table {
    private static final String FORMAT = "%-8s %8s  %-14s %12s %12s %12s %9s %6s %6s %6s%n";

    private Table() {}

    /** The whole table, with a line between two kinds of load. */
    public static String text(List<Row> rows) {
        StringBuilder out = new StringBuilder(String.format(FORMAT, "op", "load", "peer", "ops/s",
                "p50", "p99", "ratio", "nodes", "client", "MB"));
        String before = "";
        for (Row row : rows) {
            String kind = row.op() + row.load();
            if (!kind.equals(before)) {
                out.append(System.lineSeparator());
            }
            before = kind;
            out.append(String.format(FORMAT, row.op(), row.load(), row.peer(),
                    rate(row.opsPerSecond()), time(row.p50Micros()), time(row.p99Micros()),
                    ratio(row.ratio()), percent(row.nodesCpu()), percent(row.clientCpu()),
                    whole(row.nodeMb())));
        }
        return out.toString();
    }

    /** One row in a line, for progress. */
    public static String line(Row row) {
        List<String> words = new ArrayList<>();
        if (Double.isFinite(row.opsPerSecond())) {
            words.add(rate(row.opsPerSecond()) + "/s");
        }
        if (Double.isFinite(row.p50Micros())) {
            words.add(row.opsPerSecond() > 0 ? "p50 " + time(row.p50Micros()) + ", p99 "
                    + time(row.p99Micros()) : time(row.p50Micros()));
        }
        if (Double.isFinite(row.nodesCpu())) {
            words.add("processor " + percent(row.nodesCpu()) + " nodes, "
                    + percent(row.clientCpu()) + " client");
        }
        if (Double.isFinite(row.nodeMb())) {
            words.add(whole(row.nodeMb()) + " MB a node");
        }
        return String.format("%-14s %-8s %6s  %s", row.peer(), row.op(), row.load(),
                String.join(", ", words));
    }

    static String rate(double perSecond) {
        return Double.isFinite(perSecond) ? String.format(Locale.ROOT, "%,.0f", perSecond) : "";
    }

    static String time(double micros) {
        if (!Double.isFinite(micros)) {
            return "";
        }
        return micros < 1000 ? String.format(Locale.ROOT, "%.0f us", micros)
                : micros < 1e6 ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }

    static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
    }

    static String percent(double percent) {
        return Double.isFinite(percent) ? String.format(Locale.ROOT, "%.0f%%", percent) : "";
    }

    static String whole(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.0f", number) : "";
    }
}
