package ariadne.simulator.cluster;

import ariadne.simulator.cluster.Trace.Event;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Draws events as text: a lane for each host, an arrow for each frame, heartbeats left out. */
public final class Ladder implements Consumer<Event> {
    private static final int LANE = 5;
    private static final int MOST_WORDS = 160;

    private final int lanes;
    private final int nodes;
    private final PrintStream out;

    /** A ladder with lanes for the hosts of this plan. */
    public Ladder(Plan plan, PrintStream out) {
        this.nodes = plan.machines();
        this.lanes = plan.machines() + plan.clients() + 1;
        this.out = out;
        StringBuilder head = new StringBuilder();
        for (int id = 1; id <= lanes; id++) {
            String name = id <= nodes ? "n" + id : "c" + (id - nodes);
            head.append(String.format("%-" + LANE + "s", name));
        }
        out.println("            " + head);
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Carried c -> {
                if (!c.isBeat()) {
                    line(c.atMicros(), arrow(c.from(), c.to()), Words.of(c.frame()));
                }
            }
            case Event.Forced f -> { }
            case Event.Happened h -> line(h.atMicros(), mark(h.host()), h.words());
        }
    }

    private void line(long micros, CharSequence drawn, String words) {
        String told = words.length() <= MOST_WORDS ? words
                : words.substring(0, MOST_WORDS - 3) + "...";
        out.println(String.format(Locale.ROOT, "%10.6f  %s  %s", micros / 1e6, drawn, told));
    }

    private StringBuilder rails() {
        StringBuilder rails = new StringBuilder();
        for (int id = 1; id <= lanes; id++) {
            rails.append('|').append(" ".repeat(id == lanes ? 0 : LANE - 1));
        }
        return rails;
    }

    private StringBuilder mark(int host) {
        StringBuilder rails = rails();
        if (host > 0) {
            rails.setCharAt((host - 1) * LANE, '*');
        }
        return rails;
    }

    private StringBuilder arrow(int from, int to) {
        StringBuilder rails = rails();
        int start = (from - 1) * LANE;
        int end = (to - 1) * LANE;
        for (int i = Math.min(start, end) + 1; i < Math.max(start, end); i++) {
            rails.setCharAt(i, '-');
        }
        rails.setCharAt(start, 'o');
        rails.setCharAt(end, end > start ? '>' : '<');
        return rails;
    }
}
