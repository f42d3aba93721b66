package ariadne.bench.ratis;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;

/** One Ratis server: its default settings, but linearizable reads and room for the load. */
public final class RatisNode {
    private static final int WAITING_REQUESTS = 32_768;

    private RatisNode() {}

    /** Index of the node, its directory, port of every node. */
    public static void main(String[] args) throws Exception {
        int self = Integer.parseInt(args[0]);
        int[] ports = Arrays.stream(args, 2, args.length).mapToInt(Integer::parseInt).toArray();
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(new File(args[1])));
        GrpcConfigKeys.Server.setHost(properties, "127.0.0.1");
        GrpcConfigKeys.Server.setPort(properties, ports[self]);
        RaftServerConfigKeys.Read.setOption(
                properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Write.setElementLimit(properties, WAITING_REQUESTS);
        RaftGroup group = group(ports);
        RaftServer.newBuilder().setServerId(group.getPeers().stream()
                .filter(peer -> peer.getId().toString().equals(id(self))).findFirst()
                .orElseThrow().getId()).setGroup(group).setStateMachine(new RatisMap())
                .setProperties(properties).build().start();
    }

    static RaftGroup group(int[] ports) {
        return RaftGroup.valueOf(RaftGroupId.valueOf(new UUID(7, 7)),
                IntStream.range(0, ports.length).mapToObj(i -> RaftPeer.newBuilder()
                        .setId(id(i)).setAddress("127.0.0.1:" + ports[i]).build()).toList());
    }

    static String id(int node) {
        return "n" + (node + 1);
    }
}
