package ariadne.paxos;

/**
 * A message and whom it goes to.
 *
 * @param to a node's id
 */
public record Envelope(int to, Message message) {}
