package ariadne.bench.jraft;

import ariadne.bench.jraft.Words.Ask;
import ariadne.bench.jraft.Words.Told;
import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.RpcFactoryHelper;
import java.util.List;

/** SOFAJRaft while it runs. */
record JRaftCluster(Processes processes, List<Integer> ports) implements Cluster {
    private static final long TIMEOUT_MILLIS = 5000;

    @Override
    public int leader() throws InterruptedException {
        RpcClient client = open();
        try {
            for (int i = 0; i < ports.size(); i++) {
                if (leads(client, i)) {
                    return i;
                }
            }
        } finally {
            client.shutdown();
        }
        return -1;
    }

    private boolean leads(RpcClient client, int node) throws InterruptedException {
        try {
            return ((Told) client.invokeSync(endpoint(node),
                    new Ask(Words.LEADS, null, null), 1000)).refusal().isEmpty();
        } catch (RemotingException e) {
            return false; // It is not up yet, or no more.
        }
    }

    @Override
    public Client client(int outstanding, int leader, boolean only) {
        return new Through(open(), leader);
    }

    private static RpcClient open() {
        RpcClient client = RpcFactoryHelper.rpcFactory().createRpcClient();
        client.init(new RpcOptions());
        return client;
    }

    private Endpoint endpoint(int node) {
        return new Endpoint("127.0.0.1", ports.get(node));
    }

    /** Asks the node that it takes for the leader; whoever refuses may name another. */
    private final class Through implements Client {
        private final RpcClient client;
        private volatile int target;

        Through(RpcClient client, int leader) {
            this.client = client;
            target = leader;
        }

        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            ask(new Ask(Words.PUT, key, value), answer);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            ask(new Ask(Words.GET, key, null), answer);
        }

        private void ask(Ask ask, Answer answer) {
            int asked = target;
            try {
                client.invokeAsync(endpoint(asked), ask, (result, failure) -> {
                    if (failure != null) {
                        failed(asked, -1, failure.toString(), answer);
                    } else if (result instanceof Told told && !told.refusal().isEmpty()) {
                        failed(asked, told.leader(), told.refusal(), answer);
                    } else {
                        answer.ok(((Told) result).value());
                    }
                }, TIMEOUT_MILLIS);
            } catch (RemotingException e) {
                failed(asked, -1, e.toString(), answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.failed("interrupted");
            }
        }

        private void failed(int asked, int leader, String why, Answer answer) {
            if (target == asked) {
                target = leader >= 0 && leader != asked ? leader : (asked + 1) % ports.size();
            }
            answer.failed(why);
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }
}
