package ariadne.paxos;

import java.util.List;

/**
 * All effects of one step, as data.
 *
 * <p>The law: persist, force once, then say so, then apply. A message for which {@link
 * Message#claims()} leaves only after the force of every record of this and earlier steps; the
 * others may leave before it, so that the disks of all nodes work at the same time. After the
 * force the edge steps {@link Input.Forced}.
 */
public record Output(
        List<Durable> persist, List<Envelope> send, List<Decision> decide, List<Note> notes) {}
