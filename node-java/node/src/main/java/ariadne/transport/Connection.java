package ariadne.transport;

/**
 * A connection that carries frames in their order, none twice. Used by the thread that polls its
 * {@link Transport}, and no other.
 */
public interface Connection {
    /**
     * Queues one frame, sent at the end of the poll under way, or by {@link Transport#flush}.
     * On a closed connection the frame is lost; over the queue's limit the connection is closed
     * and all that waits is lost. An empty payload is a mistake.
     *
     * @param payload not changed after the call; it may be sent on other connections too
     */
    void send(byte[] payload);

    /** Takes longer frames, or shorter ones, from the next on. */
    default void limitFrames(int frameBytes) {}

    /** What this one holds counts no longer as a stranger's; see {@link TransportLimits}. */
    default void exempt() {}

    /**
     * Queues a few bytes that the other side's transport answers: news in {@link #lastReadNanos}.
     */
    void ping();

    /** Closes now: what waits is lost, no frame arrives any more, the handler hears of it soon. */
    void close(String why);

    /** Closes as soon as all that waits was handed on; takes no frame after this. */
    void closeWhenSent(String why);

    boolean isOpen();

    /** Whether frames can flow: connected, and not closed. */
    boolean isEstablished();

    /** Bytes that wait here; the kernel has buffers of its own. */
    long queuedBytes();

    /** When bytes last arrived, or when this was made; by the transport's clock. */
    long lastReadNanos();

    /** When the kernel last took bytes, or when bytes began to wait; by the transport's clock. */
    long lastWriteProgressNanos();

    /** Whatever the owner put here. */
    Object attachment();

    void attach(Object newAttachment);
}
