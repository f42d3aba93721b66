package ariadne.simulator.cluster;

import ariadne.simulator.Outcome;
import ariadne.simulator.cluster.Trace.Event;
import ariadne.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Draws the end of a run as one web page that needs nothing else: a lane for each host, a row for
 * each event, heartbeats and greetings left out, then the steps that the run is made of.
 */
public final class Page implements Consumer<Event> {
    private static final int MOST_ROWS = 500;
    private static final int ROW = 20;
    private static final int LANE = 42;
    private static final int LEFT = 104;
    private static final int HEAD = 34;
    private static final int WORDS = 560;
    private static final int MOST_WORDS = 90;

    private final Schedule schedule;
    private final int nodes;
    private final int lanes;
    private final ArrayDeque<Event> rows = new ArrayDeque<>();
    private long before;
    /** Whether the process in a lane runs where the first row begins, and later where a row is. */
    private final boolean[] up;

    /** A page of a run under this schedule, to be given its events. */
    public Page(Schedule schedule) {
        this.schedule = schedule;
        this.nodes = schedule.plan().machines();
        this.lanes = nodes + schedule.plan().clients() + 1;
        this.up = new boolean[lanes + 1];
        for (int client = nodes + 1; client <= lanes; client++) {
            up[client] = true;
        }
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Carried carried && (carried.isBeat()
                || carried.frame() instanceof Frame.Hello
                || carried.frame() instanceof Frame.HelloAnswer answer && answer.ok())) {
            return;
        }
        rows.addLast(event);
        if (rows.size() > MOST_ROWS) {
            lives(rows.removeFirst());
            before++;
        }
    }

    /** Follows who runs. */
    private void lives(Event event) {
        if (event instanceof Event.Happened h && h.host() > 0) {
            up[h.host()] = h.words().startsWith("starts")
                    || up[h.host()] && !h.words().startsWith("stops");
        } else if (event instanceof Event.Happened h && h.words().startsWith("kill ")) {
            up[Integer.parseInt(h.words().split(" ")[1])] = false;
        }
    }

    /** The page's text, when the run is over. */
    public String text(Outcome outcome) {
        boolean bad = !outcome.passed();
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">"
                + "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,"
                + "initial-scale=1\">\n<title>Ariadne: seed " + outcome.seed() + "</title>\n"
                + "<style>\n" + style() + "</style>\n<main>\n");
        String said = bad ? outcome.violation().getMessage()
                .replaceFirst("^seed -?\\d+ at [\\d.]+ s: ", "") : "No oracle has spoken";
        page.append(String.format(Locale.ROOT, "<div class=\"verdict%s\"><h1>%s</h1>\n<p>%s</p>"
                + "<p class=\"soft\">seed %d, %d nodes, %d clients, %d blocks decided, %d of %d"
                + " operations acknowledged, trace hash %016x</p></div>\n", bad ? " bad" : "",
                escaped(said), bad ? String.format(Locale.ROOT, "An oracle stopped the run at"
                + " %.6f simulated seconds.", outcome.simulatedMicros() / 1e6)
                : "The run went to its end.", outcome.seed(), nodes, schedule.plan().clients(),
                outcome.decidedBlocks(), outcome.acknowledged(), outcome.operations(),
                outcome.traceHash()));
        page.append("<h2>The steps</h2>\n<p class=\"soft\">All that was done on purpose: ")
                .append(schedule.steps().size()).append(". The rest is drawn from the seed.</p>")
                .append("<div class=\"card\"><ol>\n");
        schedule.steps().forEach(step -> page.append(String.format(Locale.ROOT,
                "<li><b>%.3f s</b><code>%s</code></li>%n", step.atMicros() / 1e6,
                escaped(step.deed().line()))));
        page.append("</ol></div>\n<h2>What happened</h2>\n<p class=\"soft\">Time goes down. An")
                .append(" arrow is a frame where it arrives; heartbeats, greetings are left out.")
                .append(" A square is a forced disk, a dotted lane a process that does not run.");
        if (before > 0) {
            page.append(" The first ").append(before).append(" events are left out.");
        }
        page.append("</p>\n<div class=\"card\" tabindex=\"0\">");
        draw(page, bad ? said : null);
        return page.append("</div>\n</main></html>\n").toString();
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(StringBuilder svg, String violation) {
        int height = HEAD + (rows.size() + (violation == null ? 1 : 3)) * ROW;
        int width = words() + WORDS;
        svg.append(String.format(Locale.ROOT, "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" role=\"img\" aria-label=\"messages between hosts over time\">%n",
                width, height, width, height));
        for (int lane = 1; lane <= lanes; lane++) {
            svg.append(String.format(Locale.ROOT, "<text class=\"ink\" x=\"%d\" y=\"18\""
                    + " text-anchor=\"middle\">%s</text>%n", x(lane),
                    lane <= nodes ? "n" + lane : lane < lanes ? "c" + (lane - nodes) : "op"));
        }
        int y = HEAD;
        String last = "";
        for (Event event : rows) {
            lives(event);
            rails(svg, y);
            String time = String.format(Locale.ROOT, "%.6f s", event.atMicros() / 1e6);
            if (!time.equals(last)) {
                label(svg, "", LEFT - 24, y, "end", time);
            }
            last = time;
            row(svg, y, event);
            y += ROW;
        }
        if (violation != null) {
            rails(svg, y);
            svg.append(String.format(Locale.ROOT, "<rect class=\"wash\" x=\"0\" y=\"%d\""
                    + " width=\"%d\" height=\"%d\" rx=\"4\"/>%n", y + 4, width, ROW + 8));
            label(svg, "bad", 10, y + 8, "start", cut(violation, 140));
        }
        svg.append("</svg>");
    }

    private int words() {
        return LEFT + lanes * LANE;
    }

    private static int x(int lane) {
        return LEFT + (lane - 1) * LANE;
    }

    private void rails(StringBuilder svg, int y) {
        for (int lane = 1; lane <= lanes; lane++) {
            svg.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%d %dv%d\"/>",
                    up[lane] ? "rail" : "down", x(lane), y - ROW / 2, ROW));
        }
    }

    private void row(StringBuilder svg, int y, Event event) {
        switch (event) {
            case Event.Carried c -> {
                int from = x(c.from());
                int to = x(c.to());
                int side = to > from ? -7 : 7;
                String kind = c.from() <= nodes && c.to() <= nodes
                        && c.frame() instanceof Frame.Peer ? "peer" : "client";
                svg.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%d %dH%d\"/>"
                        + "<path class=\"%s\" d=\"M%d %dl%d -4v8z\"/>%n", kind, from, y, to,
                        kind, to, y, side));
                label(svg, "", words(), y, "start", Words.of(c.frame()));
            }
            case Event.Forced f -> {
                svg.append(String.format(Locale.ROOT, "<rect class=\"force\" x=\"%d\" y=\"%d\""
                        + " width=\"8\" height=\"8\"/>%n", x(f.host()) - 4, y - 4));
                label(svg, "", words(), y, "start", "n" + f.host() + " has forced its disk");
            }
            case Event.Happened h -> {
                if (h.host() > 0) {
                    svg.append(String.format(Locale.ROOT, "<circle class=\"client\" cx=\"%d\""
                            + " cy=\"%d\" r=\"4\"/>%n", x(h.host()), y));
                }
                boolean operation = h.host() == 0 && h.words().matches("p\\d+ .*");
                label(svg, operation ? "ink" : "fault", words(), y, "start",
                        (h.host() > 0 ? "n" + h.host() + " " : "") + h.words());
            }
        }
    }

    private static void label(
            StringBuilder svg, String kind, int x, int y, String anchor, String words) {
        svg.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\""
                + " text-anchor=\"%s\">%s</text>%n", kind, x, y + 4, anchor,
                escaped(kind.equals("bad") ? words : cut(words, MOST_WORDS))));
    }

    private static String cut(String words, int most) {
        return words.length() <= most ? words : words.substring(0, most - 3) + "...";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
