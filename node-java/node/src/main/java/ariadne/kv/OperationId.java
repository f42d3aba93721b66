package ariadne.kv;

/**
 * Names one client operation for good.
 *
 * @param session given by the chain when the session was opened
 * @param sequence number of the request in its session, from 1
 */
public record OperationId(long session, long sequence) {
    @Override
    public String toString() {
        return session + "/" + sequence;
    }
}
