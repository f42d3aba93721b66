package ariadne.chaos.runner;

import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabException;
import ariadne.chaos.report.Span;
import ariadne.chaos.workload.AriadneDatabase;
import ariadne.chaos.workload.Database;
import ariadne.chaos.workload.Workload;
import ariadne.chain.Sha256Hasher;
import ariadne.checker.history.Op;
import ariadne.checker.rung.Chain;
import ariadne.client.AriadneClient;
import ariadne.client.ClientNetwork;
import ariadne.client.ClientSettings;
import ariadne.client.Endpoint;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run: start the nodes, let clients work while the nemesis does its own, heal, settle, read
 * what may still matter, collect the chains.
 */
final class Runner {
    /** How long a client waits for an operation; above the time that an election takes. */
    private static final long OPERATION_MILLIS = 2_500;

    /** Short, so that many writes are tried twice: exactly-once must hold all the same. */
    private static final long ATTEMPT_MILLIS = 250;
    private static final long START_MILLIS = 60_000;
    private static final long SETTLE_SECONDS = 30;

    private final Plan plan;
    private final Lab lab;
    private final Workload workload;
    private final PrintStream out;
    private final boolean terminal;
    private final Recorder recorder = new Recorder();
    private RunClock clock = RunClock.startedNow();

    /** What a run leaves to be judged. */
    record Remains(List<Op> ops, List<Struck> faults, List<NodeState> samples,
            List<Chain> chains, List<NodeState> finals, Span silence) {}

    Runner(Plan plan, Lab lab, Workload workload, PrintStream out, boolean terminal) {
        this.plan = plan;
        this.lab = lab;
        this.workload = workload;
        this.out = out;
        this.terminal = terminal;
    }

    Remains run() throws IOException, InterruptedException {
        lab.startAll(START_MILLIS);
        awaitLeader();
        clock = RunClock.startedNow();
        try (ClientNetwork network = new ClientNetwork(
                new FrameCodec(WireLimits.STANDARD, new Sha256Hasher()));
                Sampler sampler = new Sampler(lab, clock)) {
            long endNanos = TimeUnit.SECONDS.toNanos(plan.timeLimitSeconds());
            Replacer replacer = new Replacer(lab, network.client(ClientSettings.standard(
                    lab.cluster(), endpoints()).named("replacer")));
            Nemeses nemeses = new Nemeses(
                    plan, lab, sampler::leaders, recorder, clock, replacer);
            List<Thread> workers = startWorkers(network, endNanos);
            Progress progress = new Progress(out, terminal, plan.timeLimitSeconds(),
                    recorder::ok, nemeses::now);
            try {
                nemeses.start();
                while (clock.getAsLong() < endNanos) {
                    TimeUnit.MILLISECONDS.sleep(200);
                    progress.second((int) (clock.getAsLong() / 1_000_000_000L));
                }
            } finally {
                progress.end();
                nemeses.heal();
            }
            for (Thread worker : workers) {
                worker.join();
            }
            recorder.end(endNanos);
            out.println("healed; waiting for the nodes to settle");
            List<NodeState> finals = settle(sampler);
            finalReads(network);
            List<Chain> chains = chains(network);
            return new Remains(recorder.ops(), nemeses.struck(), sampler.samples(), chains,
                    finals, recorder.silence());
        }
    }

    /** The test's clock begins when the cluster is ready, with the first leader. */
    private void awaitLeader() throws InterruptedException {
        long deadline = clock.getAsLong() + START_MILLIS * 1_000_000;
        try (Sampler sampler = new Sampler(lab, clock)) {
            while (sampler.leaders().isEmpty()) {
                if (clock.getAsLong() > deadline) {
                    throw new LabException("no node led within " + START_MILLIS / 1000
                            + " s; see " + lab.logFile(lab.nodes().getFirst()));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private List<Thread> startWorkers(ClientNetwork network, long endNanos) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < plan.concurrency(); i++) {
            Worker worker = new Worker(i, plan, workload, p -> open(network, p),
                    recorder, clock, endNanos);
            workers.add(Thread.ofVirtual().name("worker-" + i).start(worker));
        }
        return workers;
    }

    /** Process p speaks to node p mod n first; reads stay there, so that a stale node is seen. */
    private Database open(ClientNetwork network, long process) {
        List<Endpoint> endpoints = endpoints();
        int first = (int) (process % endpoints.size());
        Collections.rotate(endpoints, -first);
        return new AriadneDatabase(network.client(ClientSettings.standard(
                        lab.cluster(), endpoints).named("process-" + process)
                .withTimeouts(OPERATION_MILLIS, ATTEMPT_MILLIS).withReadsPinned()),
                lab.nodes().get(first));
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        lab.nodes().forEach(node -> endpoints.add(endpoint(node)));
        return endpoints;
    }

    private Endpoint endpoint(String node) {
        String address = lab.clientAddress(node);
        int colon = address.lastIndexOf(':');
        return new Endpoint(node, address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)));
    }

    /** Waits until all nodes have applied the same height; a node that never does is told of. */
    private List<NodeState> settle(Sampler sampler) throws InterruptedException {
        long deadline = clock.getAsLong() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        List<NodeState> states = new ArrayList<>();
        while (clock.getAsLong() < deadline) {
            states.clear();
            for (String node : lab.nodes()) {
                Optional<NodeState> state = sampler.ask(node);
                state.ifPresent(states::add);
            }
            boolean together = states.size() == running() && states.stream()
                    .map(NodeState::applied).distinct().count() == 1
                    && states.stream().anyMatch(NodeState::leading);
            if (together) {
                return states;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        out.println("not all nodes reached the same height within " + SETTLE_SECONDS + " s");
        return states;
    }

    private long running() {
        return lab.nodes().stream().filter(lab::isRunning).count();
    }

    /** By a node that runs; when none does there is nothing to read. */
    private void finalReads(ClientNetwork network) throws InterruptedException {
        long process = 1_000_000L * plan.concurrency() * plan.nodes();
        while (!lab.isRunning(lab.nodes().get((int) (process % plan.nodes())))) {
            if (running() == 0) {
                return;
            }
            process++;
        }
        new Worker(process, plan, workload, number -> open(network, number), recorder, clock,
                Long.MAX_VALUE).finalReads();
    }

    private List<Chain> chains(ClientNetwork network) {
        List<Chain> chains = new ArrayList<>();
        for (String node : lab.nodes().stream().filter(lab::isRunning).toList()) {
            try (AriadneClient client = network.client(ClientSettings.standard(
                    lab.cluster(), List.of(endpoint(node))).withTimeouts(3_000, 1_500))) {
                chains.add(ChainDump.read(node, client, chains));
            }
        }
        return chains;
    }
}
