package ariadne.paxos;

import java.util.ArrayList;
import java.util.List;

/** Collects the effects of the step under way. */
final class Effects {
    private List<Durable> persist = new ArrayList<>();
    private List<Envelope> send = new ArrayList<>();
    private List<Decision> decide = new ArrayList<>();
    private List<Note> notes = new ArrayList<>();

    void persist(Durable durable) {
        persist.add(durable);
    }

    void send(int to, Message message) {
        send.add(new Envelope(to, message));
    }

    /** Sends, unless there is nothing to say. */
    void answer(int to, Message message) {
        if (message != null) {
            send(to, message);
        }
    }

    void decide(Block block) {
        decide.add(new Decision(block));
    }

    void note(Note note) {
        notes.add(note);
    }

    Output take() {
        Output output = new Output(persist, send, decide, notes);
        persist = new ArrayList<>();
        send = new ArrayList<>();
        decide = new ArrayList<>();
        notes = new ArrayList<>();
        return output;
    }
}
