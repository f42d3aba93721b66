package ariadne.bench.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A map. A message is a tag (long), a kind (byte), the length of the key (byte), key, value; the
 * answer is the tag, and the value of a get. Gets go through the log like puts: a cluster's
 * service has no other linearizable read.
 */
final class AeronMap implements ClusteredService {
    static final byte PUT = 1;
    static final byte GET = 2;
    static final int KEY_AT = Long.BYTES + 2;

    private final Map<ByteBuffer, byte[]> map = new HashMap<>();
    private final ExpandableArrayBuffer answer = new ExpandableArrayBuffer();
    private Cluster cluster;

    /** One message, as a client sends it. */
    static DirectBuffer message(long tag, byte kind, byte[] key, byte[] value) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[KEY_AT + key.length + value.length]);
        message.putLong(0, tag);
        message.putByte(Long.BYTES, kind);
        message.putByte(Long.BYTES + 1, (byte) key.length);
        message.putBytes(KEY_AT, key);
        message.putBytes(KEY_AT + key.length, value);
        return message;
    }

    @Override
    public void onStart(Cluster running, Image snapshot) {
        cluster = running;
    }

    @Override
    public void onSessionMessage(ClientSession session, long timestamp, DirectBuffer buffer,
            int offset, int length, Header header) {
        byte[] key = new byte[buffer.getByte(offset + Long.BYTES + 1)];
        buffer.getBytes(offset + KEY_AT, key);
        answer.putLong(0, buffer.getLong(offset));
        int answerBytes = Long.BYTES;
        if (buffer.getByte(offset + Long.BYTES) == PUT) {
            byte[] value = new byte[length - KEY_AT - key.length];
            buffer.getBytes(offset + KEY_AT + key.length, value);
            map.put(ByteBuffer.wrap(key), value);
        } else {
            byte[] value = map.getOrDefault(ByteBuffer.wrap(key), new byte[0]);
            answer.putBytes(Long.BYTES, value);
            answerBytes += value.length;
        }
        while (session.offer(answer, 0, answerBytes) < 0 && !session.isClosing()) {
            cluster.idleStrategy().idle();
        }
    }

    @Override
    public void onSessionOpen(ClientSession session, long timestamp) {}

    @Override
    public void onSessionClose(ClientSession session, long timestamp, CloseReason reason) {}

    @Override
    public void onTimerEvent(long correlationId, long timestamp) {}

    @Override
    public void onTakeSnapshot(ExclusivePublication snapshot) {}

    @Override
    public void onRoleChange(Cluster.Role role) {}

    @Override
    public void onTerminate(Cluster ending) {}
}
