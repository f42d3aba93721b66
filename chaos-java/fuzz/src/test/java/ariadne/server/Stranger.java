package ariadne.server;

import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** Somebody who dials a node and sends what they like. */
final class Stranger implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    Stranger(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** One that has greeted and was taken for what it says that it is. */
    static Stranger greeted(int port, Frame.Kind kind, int node) throws Exception {
        Stranger stranger = new Stranger(port);
        stranger.frame(Nodes.CODEC.encode(
                new Frame.Hello(FrameCodec.VERSION, Nodes.CLUSTER, kind, node,
                        kind == Frame.Kind.PEER ? "n" + node : "stranger")));
        if (!(stranger.answer() instanceof Frame.HelloAnswer answer) || !answer.ok()) {
            throw new AssertionError("the greeting was refused");
        }
        return stranger;
    }

    void frame(byte[] payload) throws IOException {
        raw(ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array());
    }

    /** The length of a frame, and the first bytes of it. */
    void half(int length, int bytes) throws IOException {
        raw(ByteBuffer.allocate(4 + bytes).putInt(length).array());
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Frame answer() throws Exception {
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        return Nodes.CODEC.decode(ByteBuffer.wrap(payload));
    }

    /** Waits until the node has closed this connection, and not because it is silent. */
    void isClosed() throws IOException {
        socket.setSoTimeout(1000);
        for (int tries = PATIENCE_MILLIS / 1000; tries > 0; tries--) {
            try {
                in.transferTo(OutputStream.nullOutputStream());
                return;
            } catch (SocketTimeoutException e) {
                ping();
            } catch (IOException e) {
                return; // Reset: what was sent after the bad bytes lay unread.
            }
        }
        throw new AssertionError("the connection stays open");
    }

    private void ping() {
        try {
            raw(new byte[4]);
        } catch (IOException e) {
            // Closed meanwhile, which the next read tells.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
