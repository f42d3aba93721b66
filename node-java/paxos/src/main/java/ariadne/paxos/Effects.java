package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/** Collects the effects of the step under way. Most steps have one or none. */
final class Effects {
    private List<Durable> persist = List.of();
    private List<Envelope> send = List.of();
    private List<Decision> decide = List.of();
    private List<Note> notes = List.of();

    void persist(Durable durable) {
        persist = and(persist, durable);
    }

    void send(int to, Message message) {
        send = and(send, new Envelope(to, message));
    }

    /** Sends, unless there is nothing to say. */
    void answer(int to, Message message) {
        if (message != null) {
            send(to, message);
        }
    }

    void decide(Block block) {
        decide = and(decide, new Decision(block));
    }

    void note(Note note) {
        notes = and(notes, note);
    }

    Output take() {
        Output output = new Output(persist, send, decide, notes);
        persist = List.of();
        send = List.of();
        decide = List.of();
        notes = List.of();
        return output;
    }

    private static <T> List<T> and(List<T> effects, T next) {
        List<T> all = effects.isEmpty() ? new ArrayList<>() : effects;
        all.add(next);
        return all;
    }
}
