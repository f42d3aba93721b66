package ariadne.bench;

import ariadne.bench.load.Measured;

/**
 * What was seen once. What does not apply is NaN.
 *
 * @param outstanding 0 in an open loop
 * @param rate operations a second that were asked for; 0 in a closed loop
 * @param p50Micros of a failover or a start: how long it took
 * @param nodesCpu percent of one core, all nodes together
 * @param clientCpu percent of one core
 * @param nodeMb resident memory of the largest node
 */
record Sample(String peer, String op, int outstanding, int rate, double opsPerSecond,
        double p50Micros, double p99Micros, double nodesCpu, double clientCpu, double nodeMb,
        long failed, String firstFailure) {
    static Sample of(String peer, String op, int outstanding, int rate, Measured measured,
            Usage.Share share) {
        return new Sample(peer, op, outstanding, rate, measured.opsPerSecond(),
                measured.micros(50), measured.micros(99), share.nodes(), share.client(),
                share.nodeMb(), measured.failed(), measured.firstFailure());
    }

    static Sample took(String peer, String op, long nanos) {
        return new Sample(peer, op, 0, 0, Double.NaN, nanos / 1000.0, nanos / 1000.0, Double.NaN,
                Double.NaN, Double.NaN, 0, "");
    }

    static Sample idle(String peer, Usage.Share share) {
        return new Sample(peer, "idle", 0, 0, Double.NaN, Double.NaN, Double.NaN, share.nodes(),
                share.client(), share.nodeMb(), 0, "");
    }
}
