package ariadne.simulator.cluster;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.ClientLoop;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.simulator.Dice;
import ariadne.transport.TransportLimits;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/** A client's thread on a machine of its own. */
final class Guest implements Host.Program {
    final Host host;
    final AriadneClient client;
    private final Sockets sockets;
    private final ClientLoop loop;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private OptionalLong due = OptionalLong.empty();

    Guest(long seed, Network network, Host host, WireLimits limits, ClientSettings settings) {
        this.host = host;
        this.sockets = new Sockets(network, host,
                new TransportLimits(limits.frameBytes(), 8L * limits.frameBytes(), 1,
                        8L * limits.frameBytes()));
        this.loop = new ClientLoop(new FrameCodec(limits, new Sha256Hasher()), sockets,
                host::nanoTime, new Dice(seed, "nonce/" + host.id)::next, tasks::add);
        this.client = loop.client(settings);
        host.run(this);
    }

    static Endpoint endpoint(int id) {
        return new Endpoint("n" + id, "10.0.0." + id, 4000);
    }

    /** Another client on the same thread. */
    AriadneClient another(ClientSettings settings) {
        return loop.client(settings);
    }

    /** Does something with the client, on its thread. */
    void does(Runnable task) {
        tasks.add(task);
        host.wake();
    }

    @Override
    public void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        sockets.poll(0);
        due = loop.tick();
        sockets.flush();
    }

    @Override
    public long dueMicros() {
        return due.isEmpty() ? Long.MAX_VALUE : host.microsAt(due.getAsLong());
    }
}
