package ariadne.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Networks on this machine, a clock that moves by hand, and polls that end. */
final class Loopback implements Closeable {
    static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int POLLS = 5000;

    long nanos = 1_000_000_000;
    private final List<Network> networks = new ArrayList<>();

    Network network(TransportLimits limits) throws IOException {
        Network network = new Network(limits, () -> nanos);
        networks.add(network);
        return network;
    }

    void millis(long millis) {
        nanos += millis * 1_000_000;
    }

    /** Polls all networks in turn until it is so. */
    void until(BooleanSupplier condition) throws IOException {
        until(condition, () -> {});
    }

    void until(BooleanSupplier condition, Runnable eachRound) throws IOException {
        for (int i = 0; i < POLLS && !condition.getAsBoolean(); i++) {
            eachRound.run();
            for (Network network : networks) {
                network.poll(1);
            }
        }
        assertThat(condition.getAsBoolean()).as("so after %d polls", POLLS).isTrue();
    }

    void close(Network network) throws IOException {
        networks.remove(network);
        network.close();
    }

    @Override
    public void close() throws IOException {
        for (Network network : networks) {
            network.close();
        }
    }
}
