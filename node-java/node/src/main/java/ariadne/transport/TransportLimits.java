package ariadne.transport;

/**
 * What a connection takes.
 *
 * @param frameBytes of one payload, without its length
 * @param queueBytes that wait to be written on one connection; over it the connection is closed
 * @param backlogConnections that wait to be accepted
 * @param strangersBytes that all accepted connections hold together, read and to be written, but
 *     for those that {@link Connection#exempt} names; over it the one that holds most is closed
 */
public record TransportLimits(int frameBytes, long queueBytes, int backlogConnections,
        long strangersBytes) {
    public static final TransportLimits STANDARD =
            new TransportLimits(8 << 20, 64L << 20, 256, 64L << 20);

    public TransportLimits {
        if (frameBytes < 1 || queueBytes < frameBytes || backlogConnections < 1
                || strangersBytes < frameBytes) {
            throw new IllegalArgumentException("frame " + frameBytes + ", queue " + queueBytes
                    + ", backlog " + backlogConnections + ", strangers " + strangersBytes);
        }
    }
}
