package ariadne.transport;

/**
 * What a connection takes.
 *
 * @param frameBytes of one payload, without its length
 * @param queueBytes that wait to be written on one connection; over it the connection is closed
 * @param backlogConnections that wait to be accepted
 */
public record TransportLimits(int frameBytes, long queueBytes, int backlogConnections) {
    public static final TransportLimits STANDARD =
            new TransportLimits(8 << 20, 64L << 20, 256);

    public TransportLimits {
        if (frameBytes < 1 || queueBytes < frameBytes || backlogConnections < 1) {
            throw new IllegalArgumentException("frame " + frameBytes + ", queue " + queueBytes
                    + ", backlog " + backlogConnections);
        }
    }
}
