package ariadne.bench.report;

/**
 * One line of the table: medians over the rounds. What does not apply is NaN.
 *
 * @param outstanding operations of a closed loop; 0 in an open loop and where there is none
 * @param rate operations a second of an open loop; 0 in a closed one
 * @param opsPerSecond acknowledged within the window
 * @param p50Micros of failover and start: the median time itself
 * @param p99Micros of failover and start: the longest time
 * @param ratio ours over theirs: of operations a second in a closed loop, of the median latency in
 *     an open one, of times, of processor time when idle
 * @param nodesCpu percent of a core, all nodes together
 * @param clientCpu percent of a core
 * @param nodeMb resident memory of the largest node
 * @param failed operations in all rounds
 */
public record Row(String peer, String op, int outstanding, int rate, double opsPerSecond,
        double p50Micros, double p99Micros, double ratio, double nodesCpu, double clientCpu,
        double nodeMb, long failed) {
    /** With the ratio of what ours came to under the same load; none when ours is null. */
    public Row against(Row ours) {
        double found = ours == null ? Double.NaN
                : op.equals("idle") ? ours.nodesCpu / nodesCpu
                : outstanding > 0 ? ours.opsPerSecond / opsPerSecond
                : ours.p50Micros / p50Micros;
        return new Row(peer, op, outstanding, rate, opsPerSecond, p50Micros, p99Micros, found,
                nodesCpu, clientCpu, nodeMb, failed);
    }

    /** What was done, in words. */
    public String load() {
        return rate > 0 ? rate + "/s" : outstanding > 0 ? String.valueOf(outstanding) : "";
    }
}
