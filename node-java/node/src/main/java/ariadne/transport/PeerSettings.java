package ariadne.transport;

/**
 * How {@link Peers} keeps its links.
 *
 * @param backoffMinMillis between two attempts to connect at first
 * @param backoffMaxMillis between two attempts at most; the wait doubles in between
 * @param connectTimeoutMillis after which an attempt has failed
 * @param pingMillis between two pings on a link
 * @param stallMillis without a sign of life after which a link is dead
 */
public record PeerSettings(long backoffMinMillis, long backoffMaxMillis,
        long connectTimeoutMillis, long pingMillis, long stallMillis) {
    public static final PeerSettings STANDARD = new PeerSettings(50, 500, 500, 250, 1000);

    public PeerSettings {
        if (backoffMinMillis < 1 || backoffMaxMillis < backoffMinMillis
                || connectTimeoutMillis < 1 || pingMillis < 1 || stallMillis <= pingMillis) {
            throw new IllegalArgumentException("backoff " + backoffMinMillis + ".."
                    + backoffMaxMillis + ", connect " + connectTimeoutMillis + ", ping "
                    + pingMillis + ", stall " + stallMillis);
        }
    }
}
