package ariadne.transport;

import java.nio.ByteBuffer;

/**
 * What happens on connections. Called from {@link Transport#poll} and {@link Transport#flush}
 * alone, by their thread, never from within a call on a connection.
 */
public interface Handler {
    /** Somebody dialed the listener. */
    default void accepted(Connection connection) {}

    /** The dialed one answers. */
    default void connected(Connection connection) {}

    /**
     * A frame arrived.
     *
     * @param payload big-endian, valid during the call only
     */
    void frame(Connection connection, ByteBuffer payload);

    /**
     * The last word about a connection, said once, also when its owner closed it or it never
     * came to be.
     */
    void closed(Connection connection, String reason);
}
