package ariadne.client;

import ariadne.wire.Frame;

/**
 * The core's way to the nodes, one connection each. What comes of it is told to the core later,
 * never from within a call: {@link Core#connected}, {@link Core#frame}, {@link Core#closed}.
 */
interface Port {
    void dial(int node);

    void send(int node, Frame frame);

    /** Closes for good; the core hears no more of this connection. */
    void close(int node, String why);
}
