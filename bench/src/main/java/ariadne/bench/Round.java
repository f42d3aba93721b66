package ariadne.bench;

import ariadne.bench.load.Failover;
import ariadne.bench.load.Load;
import ariadne.bench.load.Measured;
import ariadne.bench.load.Work;
import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Peer;
import ariadne.bench.peer.Place;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One peer in one round: start, fill, each trial, end. */
final class Round {
    private static final long READY_NANOS = 180_000_000_000L;
    private static final long SETTLE_MILLIS = 2000;
    private static final int FILL_OUTSTANDING = 512;
    private static final int KILLS = 2;

    private final Peer peer;
    private final Plan plan;
    private final Consumer<Sample> samples;

    Round(Peer peer, Plan plan, Consumer<Sample> samples) {
        this.peer = peer;
        this.plan = plan;
        this.samples = samples;
    }

    void run(Place place) throws Exception {
        long began = System.nanoTime();
        try (Cluster cluster = peer.start(place)) {
            int leader = ready(cluster, began);
            Usage idle = new Usage(cluster.processes().pids());
            if (plan.ops().contains("idle")) {
                TimeUnit.MILLISECONDS.sleep((long) (1000 * plan.seconds()));
                samples.accept(Sample.idle(peer.name(), idle.share()));
            }
            if (plan.ops().contains("put") || plan.ops().contains("get")) {
                trials(cluster, leader);
            }
            if (plan.ops().contains("failover") && peer.elects()) {
                for (int kill = 0; kill < KILLS && 2 * (kill + 1) < plan.nodes(); kill++) {
                    samples.accept(Sample.took(peer.name(), "failover",
                            Failover.nanos(cluster, work("put"), leader)));
                    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                    leader = leader(cluster, kill + 1);
                }
            }
        }
    }

    /** Waits for a leader and for one acknowledged put. */
    private int ready(Cluster cluster, long began) throws Exception {
        int leader = leader(cluster, 0);
        try (Client client = cluster.client(1, leader, true)) {
            while (!acknowledged(client)) {
                demandPatience(began, "no put was acknowledged");
            }
        }
        if (plan.ops().contains("start")) {
            samples.accept(Sample.took(peer.name(), "start", System.nanoTime() - began));
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return leader(cluster, 0);
    }

    private int leader(Cluster cluster, int killed) throws Exception {
        long began = System.nanoTime();
        String why = "no leader";
        while (true) {
            try {
                int leader = cluster.leader();
                if (leader >= 0) {
                    return leader;
                }
            } catch (Exception e) {
                why = "no leader: " + e;
            }
            if (killed == 0) {
                cluster.processes().demandRunning();
            }
            demandPatience(began, why);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void demandPatience(long began, String why) throws IOException {
        if (System.nanoTime() - began > READY_NANOS) {
            throw new IOException(why + " within " + READY_NANOS / 1_000_000_000 + " s");
        }
    }

    private static boolean acknowledged(Client client) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        client.put(new byte[16], new byte[16], new Client.Answer() {
            @Override
            public void ok(byte[] value) {
                done.complete(true);
            }

            @Override
            public void failed(String why) {
                done.complete(false);
            }
        });
        return done.get(READY_NANOS, TimeUnit.NANOSECONDS);
    }

    private void trials(Cluster cluster, int leader) throws Exception {
        int most = Math.max(FILL_OUTSTANDING, plan.outstanding().isEmpty() ? 0
                : Collections.max(plan.outstanding()));
        if (!plan.rates().isEmpty()) {
            most = Math.max(most, Load.OPEN_OUTSTANDING);
        }
        try (Client client = cluster.client(most, leader, true)) {
            new Load(client, work("put")).fill(FILL_OUTSTANDING);
            new Load(client, work("put")).closed(FILL_OUTSTANDING, 0, plan.warmSeconds());
            for (String op : plan.ops()) {
                if (op.equals("put") || op.equals("get")) {
                    trials(cluster, new Load(client, work(op)), op);
                }
            }
        }
    }

    private void trials(Cluster cluster, Load load, String op) throws Exception {
        for (int outstanding : plan.outstanding()) {
            Usage usage = new Usage(cluster.processes().pids());
            Measured measured = load.closed(outstanding, plan.warmSeconds(), plan.seconds());
            samples.accept(Sample.of(peer.name(), op, outstanding, 0, measured, usage.share()));
            cluster.processes().demandRunning();
        }
        for (int rate : plan.rates()) {
            Usage usage = new Usage(cluster.processes().pids());
            Measured measured = load.open(rate, plan.warmSeconds(), plan.seconds());
            samples.accept(Sample.of(peer.name(), op, 0, rate, measured, usage.share()));
            cluster.processes().demandRunning();
        }
    }

    private Work work(String op) {
        return new Work(op, plan.keys(), plan.valueBytes(), plan.seed());
    }
}
