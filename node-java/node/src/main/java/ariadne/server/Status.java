package ariadne.server;

import ariadne.paxos.Standing;
import java.util.LinkedHashMap;
import java.util.Map;

/** A node's state in words, for people and for the lab. */
final class Status {
    /** What is said of the votes of a node that may lack blocks. */
    static final String IN_DOUBT = "no: in doubt";

    private Status() {}

    /** Names and values, in the order to be printed. */
    static Map<String, String> of(Node node) {
        Standing standing = node.core.replica.standing();
        Map<String, String> status = new LinkedHashMap<>();
        status.put("node", node.config.self().name());
        status.put("id", Integer.toString(node.config.self().id()));
        status.put("cluster", node.config.cluster());
        status.put("pid", Long.toString(node.ports.processId()));
        status.put("leads", node.core.replica.leads().toString());
        status.put("follows", node.leaderName());
        status.put("promised", standing.promised().toString());
        status.put("accepted", standing.accepted().toString());
        status.put("tip", Long.toString(standing.tip()));
        status.put("tip-hash", standing.tipHash().hex());
        status.put("decided", Long.toString(standing.decided()));
        status.put("applied", Long.toString(node.core.applied()));
        status.put("state-hash", String.format("%016x", node.core.store.stateHash()));
        status.put("era", Integer.toString(node.core.replica.membership().era()));
        status.put("log-start", Long.toString(node.core.replica.start()));
        status.put("snapshot", Long.toString(node.snapshotter.newest()));
        status.put("votes", node.core.replica.doubtful() ? IN_DOUBT
                : node.directory.belongs() ? "yes" : "no: no member");
        status.put("members", String.join(", ", node.directory.members().stream()
                .map(Member::name).toList()));
        status.put("keys", Long.toString(node.core.store.keys()));
        status.put("wall-millis", Long.toString(node.ports.clock().wallMillis()));
        status.put("links", node.door.links());
        return status;
    }
}
