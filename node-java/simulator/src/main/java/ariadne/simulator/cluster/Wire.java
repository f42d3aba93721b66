package ariadne.simulator.cluster;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * One end of a simulated TCP connection. Bytes that were handed to the kernel are on their way
 * even when the process dies; a cut link holds them back, and they go on when it heals.
 */
final class Wire implements Connection {
    /** What is sent beside frames; told apart by identity. */
    static final byte[] PING = {};
    static final byte[] PONG = {};
    static final byte[] FIN = {};
    private static final int HEADER_BYTES = 4;
    private static final int CONTROL_BYTES = 4;

    final Sockets sockets;
    final Handler handler;
    final int remote;
    /** Whether both ends are nodes. */
    final boolean peers;
    Wire other;
    /** Frames handed to the kernel so far. */
    long departed;
    long lastArrivalMicros;
    long retryMicros;
    final ArrayDeque<byte[]> stalled = new ArrayDeque<>();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long unacknowledgedBytes;
    private boolean established;
    private boolean closed;
    private boolean dirty;
    private String closeWhenSent;
    private Object attachment;
    private long lastReadNanos;
    private long lastWriteProgressNanos;

    Wire(Sockets sockets, Handler handler, int remote, boolean peers) {
        this.sockets = sockets;
        this.handler = handler;
        this.remote = remote;
        this.peers = peers;
        lastReadNanos = sockets.host.nanoTime();
        lastWriteProgressNanos = lastReadNanos;
    }

    @Override
    public void send(byte[] payload) {
        if (payload.length < 1 || payload.length > sockets.limits().frameBytes()) {
            throw new IllegalArgumentException("a frame of " + payload.length
                    + " bytes, the limit is " + sockets.limits().frameBytes());
        }
        if (closed || closeWhenSent != null) {
            return;
        }
        if (queuedBytes + HEADER_BYTES + payload.length > sockets.limits().queueBytes()) {
            close("more than " + sockets.limits().queueBytes() + " bytes wait to be sent");
            return;
        }
        enqueue(payload);
    }

    private void enqueue(byte[] payload) {
        if (queuedBytes == 0) {
            lastWriteProgressNanos = sockets.host.nanoTime();
        }
        queue.addLast(payload);
        queuedBytes += bytes(payload);
        markDirty();
    }

    private static int bytes(byte[] payload) {
        return payload.length == 0 ? CONTROL_BYTES : HEADER_BYTES + payload.length;
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            sockets.dirty(this);
        }
    }

    @Override
    public void ping() {
        if (!closed && closeWhenSent == null) {
            enqueue(PING);
        }
    }

    @Override
    public void close(String why) {
        if (closed) {
            return;
        }
        if (established) {
            sockets.network.carry(this, FIN);
        }
        end();
        sockets.closing(this, why);
    }

    /** The process is gone: its kernel says so to the other side, or there is no kernel left. */
    void die(boolean power) {
        if (!closed) {
            if (established && !power) {
                sockets.network.carry(this, FIN);
            }
            end();
        }
    }

    private void end() {
        closed = true;
        queue.clear();
        queuedBytes = 0;
        sockets.forget(this);
    }

    @Override
    public void closeWhenSent(String why) {
        if (queuedBytes == 0) {
            close(why);
        } else {
            closeWhenSent = why;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public boolean isEstablished() {
        return established && !closed;
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public long lastReadNanos() {
        return lastReadNanos;
    }

    @Override
    public long lastWriteProgressNanos() {
        return lastWriteProgressNanos;
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public String toString() {
        return sockets.host.name + " - " + sockets.network.name(remote);
    }

    /** The handshake is over. */
    void establish(Wire otherEnd) {
        other = otherEnd;
        established = true;
        lastReadNanos = sockets.host.nanoTime();
        lastWriteProgressNanos = lastReadNanos;
        if (queuedBytes > 0) {
            markDirty();
        }
    }

    /** Hands the kernel as much as it takes. */
    void flush() {
        dirty = false;
        if (!isEstablished()) {
            return;
        }
        while (!queue.isEmpty() && unacknowledgedBytes < Network.KERNEL_BYTES) {
            byte[] payload = queue.removeFirst();
            queuedBytes -= bytes(payload);
            unacknowledgedBytes += bytes(payload);
            lastWriteProgressNanos = sockets.host.nanoTime();
            sockets.network.carry(this, payload);
        }
        if (queuedBytes == 0 && closeWhenSent != null) {
            close(closeWhenSent);
        }
    }

    /** The other side's kernel has it, or it was lost on purpose. */
    void acknowledged(byte[] payload) {
        unacknowledgedBytes -= bytes(payload);
        if (queuedBytes > 0) {
            markDirty();
            sockets.host.wake();
        }
    }

    /** In a poll: bytes are there. */
    void read(byte[] payload) {
        if (closed) {
            return;
        }
        lastReadNanos = sockets.host.nanoTime();
        if (payload == PING) {
            if (closeWhenSent == null) {
                enqueue(PONG);
            }
        } else if (payload == FIN) {
            close("closed by the other side");
        } else if (payload != PONG) {
            handler.frame(this, ByteBuffer.wrap(payload));
        }
    }
}
