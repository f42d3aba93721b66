package ariadne.bench.ratis;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Ratis while it runs. */
record RatisCluster(Processes processes, List<Integer> ports) implements Cluster {
    @Override
    public int leader() throws IOException {
        RaftGroup group = group();
        try (RaftClient client = open(1, 0, RetryPolicies.noRetry())) {
            for (int i = 0; i < ports.size(); i++) {
                if (leads(client, group, i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean leads(RaftClient client, RaftGroup group, int node) {
        try {
            return client.getGroupManagementApi(RaftPeerId.valueOf(RatisNode.id(node)))
                    .info(group.getGroupId()).getRoleInfoProto().getRole()
                    == RaftPeerRole.LEADER;
        } catch (IOException e) {
            return false; // It is not up yet, or no more.
        }
    }

    @Override
    public Client client(int outstanding, int leader, boolean only) {
        return new Through(open(outstanding, leader, RetryPolicies.retryForeverNoSleep()));
    }

    private RaftGroup group() {
        return RatisNode.group(ports.stream().mapToInt(Integer::intValue).toArray());
    }

    private RaftClient open(int outstanding, int leader, RetryPolicy retries) {
        RaftProperties properties = new RaftProperties();
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, 2 * outstanding);
        ClientId id = ClientId.randomId();
        return RaftClient.newBuilder().setProperties(properties).setRaftGroup(group())
                .setClientId(id).setLeaderId(RaftPeerId.valueOf(RatisNode.id(leader)))
                .setRetryPolicy(retries)
                .setClientRpc(new GrpcFactory(new Parameters()).newRaftClientRpc(id, properties))
                .build();
    }

    /** The asynchronous half of a client. */
    private record Through(RaftClient client) implements Client {
        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            tell(client.async().send(Message.valueOf(RatisMap.put(key, value))), answer);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            tell(client.async().sendReadOnly(Message.valueOf(ByteString.copyFrom(key))), answer);
        }

        private static void tell(CompletableFuture<RaftClientReply> future, Answer answer) {
            future.whenComplete((reply, failure) -> {
                if (failure != null) {
                    answer.failed(failure.toString());
                } else if (!reply.isSuccess()) {
                    answer.failed(String.valueOf(reply.getException()));
                } else {
                    byte[] content = reply.getMessage().getContent().toByteArray();
                    answer.ok(content.length == 0 ? null : content);
                }
            });
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
