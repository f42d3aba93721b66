package ariadne.kv;

/**
 * One transaction of the chain.
 *
 * @param session 0 for {@link Command.Open} and {@link Command.Change}
 * @param sequence number in the session, from 1; for those two their nonce
 * @param floor every answer below this sequence has reached the client and may be forgotten
 */
public record Request(long session, long sequence, long floor, Command command) {
    public OperationId id() {
        return new OperationId(session, sequence);
    }
}
