package ariadne.chaos.runner;

import ariadne.chaos.lab.Lab;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Asks every node how it is, a few times a second, for the leadership lanes and the clocks. */
final class Sampler implements AutoCloseable {
    private static final long PERIOD_MILLIS = 200;

    private final Lab lab;
    private final LongSupplier clockNanos;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(400)).build();
    private final List<Thread> threads = new ArrayList<>();
    private final List<NodeState> samples = new ArrayList<>();
    private final Map<String, NodeState> latest = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Sampler(Lab lab, LongSupplier clockNanos) {
        this.lab = lab;
        this.clockNanos = clockNanos;
        for (String node : lab.nodes()) {
            threads.add(Thread.ofVirtual().name("sampler-" + node).start(() -> sample(node)));
        }
    }

    private void sample(String node) {
        try {
            while (!closed) {
                Optional<NodeState> state = ask(node);
                if (state.isPresent()) {
                    latest.put(node, state.get());
                    synchronized (samples) {
                        samples.add(state.get());
                    }
                } else {
                    latest.remove(node);
                }
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How a node is now; empty when it does not say. */
    Optional<NodeState> ask(String node) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + lab.adminAddress(node) + "/status"))
                .timeout(Duration.ofMillis(600)).GET().build();
        try {
            long before = clockNanos.getAsLong();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            long wallMillis = System.currentTimeMillis();
            return response.statusCode() == 200
                    ? Optional.of(NodeState.parse(node, response.body(), before, wallMillis))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Down, paused or not there yet: that is what is sampled.
        }
    }

    /** The nodes that said last that they lead, the greatest ballot first. */
    List<String> leaders() {
        return latest.values().stream().filter(NodeState::leading)
                .sorted((a, b) -> NodeState.below(a.leads(), b.leads()) ? 1 : -1)
                .map(NodeState::node).toList();
    }

    List<NodeState> samples() {
        synchronized (samples) {
            return new ArrayList<>(samples);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
