package ariadne.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A handler that remembers what happened. */
final class Recorder implements Handler {
    final List<Connection> accepted = new ArrayList<>();
    final List<Connection> connected = new ArrayList<>();
    final List<byte[]> frames = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    BiConsumer<Connection, byte[]> onFrame = (connection, payload) -> {};

    @Override
    public void accepted(Connection connection) {
        accepted.add(connection);
    }

    @Override
    public void connected(Connection connection) {
        connected.add(connection);
    }

    @Override
    public void frame(Connection connection, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        frames.add(bytes);
        onFrame.accept(connection, bytes);
    }

    @Override
    public void closed(Connection connection, String reason) {
        closed.add(reason);
    }
}
