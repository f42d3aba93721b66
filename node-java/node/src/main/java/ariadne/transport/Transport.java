package ariadne.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * All connections of one thread: the one that polls. It may block in {@link #poll} alone; of the
 * rest only {@link #wakeup} is for other threads. The true one is {@link Network}; a simulator
 * gives another.
 */
public interface Transport extends Closeable {
    /**
     * Accepts connections at this address from now on.
     *
     * @return the address, with the port that was chosen for port 0
     * @throws IOException when the port is in use, or the address not this machine's
     */
    InetSocketAddress listen(InetSocketAddress address, Handler handler) throws IOException;

    /**
     * Begins to connect. Frames may be sent at once and wait until it is done. There is no
     * time-out but the kernel's: the owner closes a connection that takes too long.
     */
    Connection dial(InetSocketAddress address, Handler handler);

    /**
     * Waits until something happens, hands it to the handlers, and flushes.
     *
     * @param timeoutMillis 0 not to wait, negative to wait for ever
     * @return how much happened; 0 after a time-out or a wake-up
     * @throws IOException when no connection will work any more
     */
    int poll(long timeoutMillis) throws IOException;

    /**
     * Sends what waits, as far as it is taken, and reports what was connected at once or closed.
     * What handlers close in answer to that is reported the next time.
     */
    void flush();

    /** Ends a poll that waits, or the next one at once. For any thread. */
    void wakeup();

    TransportLimits limits();

    /** Closes the listeners and all connections; handlers hear nothing of it. */
    @Override
    void close() throws IOException;
}
