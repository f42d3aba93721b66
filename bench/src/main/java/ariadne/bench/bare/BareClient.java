package ariadne.bench.bare;

import ariadne.bench.peer.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One connection, one thread. */
final class BareClient implements Client {
    private static final int SLOTS = 1 << 16;

    private final Selector selector = Selector.open();
    private final Link link;
    private final Thread thread;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicReferenceArray<Answer> waiting = new AtomicReferenceArray<>(SLOTS);
    private long lastTag;
    private volatile boolean closed;

    BareClient(int port) throws IOException {
        link = new Link(SocketChannel.open(BareNode.loopback(port)), selector);
        thread = Thread.ofPlatform().daemon().name("bare-client").start(this::run);
    }

    @Override
    public void put(byte[] key, byte[] value, Answer answer) {
        submit(Words.PUT, key, value, answer);
    }

    @Override
    public void get(byte[] key, Answer answer) {
        submit(Words.GET, key, new byte[0], answer);
    }

    private void submit(byte kind, byte[] key, byte[] value, Answer answer) {
        synchronized (link) {
            long tag = ++lastTag;
            int slot = (int) (tag % SLOTS);
            if (!waiting.compareAndSet(slot, null, answer)) {
                throw new IllegalStateException("more than " + SLOTS + " operations wait");
            }
            link.room(Words.KEY_AT + key.length + value.length).putLong(tag).put(kind)
                    .put((byte) key.length).put(key).put(value);
        }
        if (Thread.currentThread() != thread && signalled.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void run() {
        String why = "the client is closed";
        try {
            while (!closed) {
                signalled.set(false);
                synchronized (link) {
                    link.flush();
                }
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isReadable()) {
                        read();
                    }
                }
                selector.selectedKeys().clear();
            }
            link.close();
            selector.close();
        } catch (IOException e) {
            why = e.getMessage();
        }
        for (int i = 0; i < SLOTS; i++) {
            Answer answer = waiting.getAndSet(i, null);
            if (answer != null) {
                answer.failed(why);
            }
        }
    }

    private void read() throws IOException {
        link.fill();
        for (ByteBuffer frame = link.frame(); frame != null; frame = link.frame()) {
            Answer answer = waiting.getAndSet((int) (frame.getLong() % SLOTS), null);
            byte[] value = null;
            if (frame.hasRemaining()) {
                value = new byte[frame.remaining()];
                frame.get(value);
            }
            answer.ok(value);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
