package ariadne.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a stream of bytes is cut into, however it arrives. */
public final class Cutting implements FrameReader.Taker {
    private final List<ByteBuffer> frames = new ArrayList<>();
    private int pings;
    private int pongs;

    /** The frames of a stream that arrives in pieces of so many bytes. */
    public static String of(byte[] stream, int pieceBytes, int limitBytes) {
        Cutting cutting = new Cutting();
        FrameReader reader = new FrameReader(limitBytes);
        String broken = null;
        for (int at = 0; at < stream.length && broken == null; at += pieceBytes) {
            ByteBuffer piece = ByteBuffer.wrap(stream, at,
                    Math.min(pieceBytes, stream.length - at));
            broken = reader.feed(piece, cutting);
        }
        return cutting.frames.hashCode() + " of " + cutting.frames.size() + ", pings "
                + cutting.pings + ", pongs " + cutting.pongs + ", broken: " + broken;
    }

    @Override
    public boolean frame(ByteBuffer payload) {
        frames.add(ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip());
        return true;
    }

    @Override
    public boolean ping() {
        pings++;
        return true;
    }

    @Override
    public boolean pong() {
        pongs++;
        return true;
    }
}
