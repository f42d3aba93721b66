package ariadne.server;

import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.transport.TransportLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Connections between transports of one process; each hears of things when it polls. */
final class MemoryNetwork {
    /** Of every clock. */
    long nanos = 1_000_000_000;
    private final Map<InetSocketAddress, Port> listening = new HashMap<>();

    /** The same for everybody. */
    Clock clock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return nanos;
            }

            @Override
            public long wallMillis() {
                return nanos / 1_000_000;
            }
        };
    }

    /** One process's transport. */
    Transport transport() {
        return new Port();
    }

    private final class Port implements Transport {
        private final ArrayDeque<Runnable> arrived = new ArrayDeque<>();
        private Handler listener;
        private InetSocketAddress at;
        private boolean gone;

        void arrives(Runnable news) {
            if (!gone) {
                arrived.add(news);
            }
        }

        @Override
        public InetSocketAddress listen(InetSocketAddress address, Handler handler) {
            listener = handler;
            at = address;
            listening.put(address, this);
            return address;
        }

        @Override
        public Connection dial(InetSocketAddress address, Handler handler) {
            End here = new End(this, handler);
            Port remote = listening.get(address);
            if (remote == null) {
                arrives(() -> here.ends("connection refused"));
                return here;
            }
            End there = new End(remote, remote.listener);
            here.other = there;
            there.other = here;
            remote.arrives(() -> remote.listener.accepted(there));
            arrives(() -> {
                if (here.open) {
                    handler.connected(here);
                }
            });
            return here;
        }

        @Override
        public int poll(long timeoutMillis) {
            int events = arrived.size();
            for (int i = 0; i < events && !gone; i++) {
                arrived.remove().run();
            }
            return events;
        }

        @Override
        public void flush() {
            // Frames are handed over as they are sent.
        }

        @Override
        public void wakeup() {
            // Nobody waits.
        }

        @Override
        public TransportLimits limits() {
            return TransportLimits.STANDARD;
        }

        @Override
        public void close() {
            gone = true;
            listening.remove(at, this);
        }
    }

    /** One side of a connection. */
    private final class End implements Connection {
        private final Port owner;
        private final Handler handler;
        private End other;
        private boolean open = true;
        private boolean told;
        private long lastReadNanos = nanos;
        private Object attachment;

        End(Port owner, Handler handler) {
            this.owner = owner;
            this.handler = handler;
        }

        private void ends(String why) {
            open = false;
            if (!told) {
                told = true;
                handler.closed(this, why);
            }
        }

        @Override
        public void send(byte[] payload) {
            if (!isEstablished()) {
                return;
            }
            other.owner.arrives(() -> {
                if (other.open) {
                    other.lastReadNanos = nanos;
                    other.handler.frame(other, ByteBuffer.wrap(payload));
                }
            });
        }

        @Override
        public void ping() {
            if (isEstablished() && !other.owner.gone) {
                lastReadNanos = nanos;
                other.lastReadNanos = nanos;
            }
        }

        @Override
        public void close(String why) {
            if (!open) {
                return;
            }
            open = false;
            owner.arrives(() -> ends(why));
            if (other != null) {
                other.owner.arrives(() -> other.ends("closed by the other side"));
            }
        }

        @Override
        public void closeWhenSent(String why) {
            close(why);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean isEstablished() {
            return open && other != null;
        }

        @Override
        public long queuedBytes() {
            return 0;
        }

        @Override
        public long lastReadNanos() {
            return lastReadNanos;
        }

        @Override
        public long lastWriteProgressNanos() {
            return lastReadNanos;
        }

        @Override
        public Object attachment() {
            return attachment;
        }

        @Override
        public void attach(Object newAttachment) {
            attachment = newAttachment;
        }
    }
}
