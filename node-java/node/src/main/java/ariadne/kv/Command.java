package ariadne.kv;

/** What a transaction does. Reads are no transactions: they are served beside the chain. */
public sealed interface Command {
    /**
     * Opens a session; its number is made from the position where this is applied.
     *
     * @param nonce chosen by the client at random, so that it recognises its own request
     */
    record Open(long nonce) implements Command {}

    record Put(Bytes key, Bytes value) implements Command {}

    record Delete(Bytes key) implements Command {}

    /**
     * Compare and set.
     *
     * @param expected value that must stand there; null for "absent"
     * @param value the new one; null to delete
     */
    record Cas(Bytes key, Bytes expected, Bytes value) implements Command {}

    /**
     * Ends an era: the block that holds it holds nothing else, and the next one is decided by the
     * next members.
     *
     * @param nonce chosen by whoever asks, at random
     * @param next the whole membership of the next era
     */
    record Change(long nonce, Roster next) implements Command {}
}
