package ariadne.client;

import java.util.List;

/**
 * How a client behaves.
 *
 * @param cluster name of the cluster; a node of another one refuses
 * @param name of this client, for people
 * @param endpoints in order of preference
 * @param operationTimeoutMillis from the call to the outcome, opening a session included
 * @param attemptTimeoutMillis for one attempt on one node; not used without retries
 * @param retryDelayMillis before the second attempt; it doubles up to ten times as much
 * @param readsPinned reads (get, lookup, blocks, status, nominate) go to the first endpoint alone
 * @param retries whether there is a second attempt; without, the outcome is that of the first
 * @param outstandingOperations at a time; one more is refused as busy
 */
public record ClientSettings(String cluster, String name, List<Endpoint> endpoints,
        long operationTimeoutMillis, long attemptTimeoutMillis, long retryDelayMillis,
        boolean readsPinned, boolean retries, int outstandingOperations) {
    public ClientSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a client needs an endpoint");
        }
        if (operationTimeoutMillis < 1 || attemptTimeoutMillis < 1 || retryDelayMillis < 1
                || outstandingOperations < 1) {
            throw new IllegalArgumentException("operation timeout " + operationTimeoutMillis
                    + ", attempt timeout " + attemptTimeoutMillis + ", retry delay "
                    + retryDelayMillis + ", outstanding " + outstandingOperations);
        }
    }

    /** Five seconds an operation, one an attempt, retries on any node. */
    public static ClientSettings standard(String cluster, List<Endpoint> endpoints) {
        return new ClientSettings(cluster, "client", endpoints, 5000, 1000, 50, false, true, 1024);
    }

    public ClientSettings named(String newName) {
        return new ClientSettings(cluster, newName, endpoints, operationTimeoutMillis,
                attemptTimeoutMillis, retryDelayMillis, readsPinned, retries,
                outstandingOperations);
    }

    public ClientSettings withTimeouts(long operationMillis, long attemptMillis) {
        return new ClientSettings(cluster, name, endpoints, operationMillis, attemptMillis,
                retryDelayMillis, readsPinned, retries, outstandingOperations);
    }

    /** For a lab: what one node said to one attempt, and nothing else. */
    public ClientSettings withoutRetries() {
        return new ClientSettings(cluster, name, endpoints, operationTimeoutMillis,
                attemptTimeoutMillis, retryDelayMillis, readsPinned, false,
                outstandingOperations);
    }

    public ClientSettings withReadsPinned() {
        return new ClientSettings(cluster, name, endpoints, operationTimeoutMillis,
                attemptTimeoutMillis, retryDelayMillis, true, retries, outstandingOperations);
    }
}
