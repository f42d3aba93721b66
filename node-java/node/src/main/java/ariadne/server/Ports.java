package ariadne.server;

import ariadne.transport.Network;
import ariadne.transport.Transport;
import ariadne.transport.TransportLimits;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a node asks of the machine that it runs on, save for its files, which the chain keeps. A
 * simulator gives others, so that the same node runs in simulated time.
 *
 * @param network of the node's own thread, by the same clock
 * @param background runs what takes too long for the event loop; what comes of it goes back as an
 *     errand
 * @param processId of this node, for people
 */
public record Ports(Clock clock, Transport network, Executor background, RandomGenerator random,
        long processId) {
    /**
     * The true ones.
     *
     * @throws IOException when the machine has no descriptor left
     */
    public static Ports real(NodeClock clock, Limits limits) throws IOException {
        long processId = ProcessHandle.current().pid();
        return new Ports(clock, new Network(transportLimits(limits), clock::nanoTime),
                errand -> Thread.ofPlatform().daemon().name("background").start(errand),
                new Random(clock.nanoTime() ^ processId), processId);
    }

    /** What the connections of a node take. */
    public static TransportLimits transportLimits(Limits limits) {
        return new TransportLimits(limits.wire().frameBytes(), limits.linkQueueBytes(), 256);
    }
}
