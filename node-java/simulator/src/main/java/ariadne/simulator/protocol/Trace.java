package ariadne.simulator.protocol;

import ariadne.paxos.Message;
import ariadne.simulator.Agenda;
import ariadne.simulator.Dice;
import java.util.Locale;
import java.util.function.Consumer;

/** Folds every event into 64 bits; draws a ladder of the messages for whoever wants to read it. */
final class Trace {
    private static final int LANE = 6;

    private final Agenda agenda;
    private final int nodes;
    private final Consumer<String> lines;
    private long hash;

    /** A trace that is drawn line by line, or only folded when {@code lines} is null. */
    Trace(Agenda agenda, int nodes, Consumer<String> lines) {
        this.agenda = agenda;
        this.nodes = nodes;
        this.lines = lines;
    }

    long hash() {
        return hash;
    }

    private void fold(long kind, long a, long b) {
        hash = Dice.mix(hash + Dice.mix(agenda.nowMicros() * 31 + kind) + a * 131 + b);
    }

    void received(int from, int to, Message message) {
        fold(1, from * 16L + to, Fingerprint.of(message));
        boolean beat = message instanceof Message.Heartbeat
                || message instanceof Message.HeartbeatAnswer;
        if (lines != null && !beat) {
            line(arrow(from, to), message.toString());
        }
    }

    /** A node carried out a step with so many effects; only folded. */
    void stepped(int node, int records, int messages, int decisions) {
        fold(2, node, (records * 1000L + messages) * 1000L + decisions);
    }

    /** Something that is told in words. Words are only made when somebody reads them. */
    void event(int node, String what, Object detail, long number) {
        fold(3, node * 31L + what.length(), number);
        if (lines != null) {
            line(mark(node), what + " " + detail);
        }
    }

    private void line(String lanes, String words) {
        lines.accept(String.format(Locale.ROOT, "%10.6f  %s  %s",
                agenda.nowMicros() / 1e6, lanes, words.replace("ballot=", "")));
    }

    private StringBuilder lanes() {
        StringBuilder lanes = new StringBuilder();
        for (int i = 0; i < nodes; i++) {
            lanes.append('|').append(" ".repeat(i == nodes - 1 ? 0 : LANE - 1));
        }
        return lanes;
    }

    private String mark(int node) {
        StringBuilder lanes = lanes();
        if (node > 0) {
            lanes.setCharAt((node - 1) * LANE, '*');
        }
        return lanes.toString();
    }

    private String arrow(int from, int to) {
        StringBuilder lanes = lanes();
        int start = (from - 1) * LANE;
        int end = (to - 1) * LANE;
        for (int i = Math.min(start, end) + 1; i < Math.max(start, end); i++) {
            lanes.setCharAt(i, '-');
        }
        lanes.setCharAt(start, 'o');
        lanes.setCharAt(end, end > start ? '>' : '<');
        return lanes.toString();
    }
}
