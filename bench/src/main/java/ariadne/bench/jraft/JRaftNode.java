package ariadne.bench.jraft;

import ariadne.bench.jraft.Words.Ask;
import ariadne.bench.jraft.Words.Told;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.rpc.RaftRpcServerFactory;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One SOFAJRaft node with its default options. */
public final class JRaftNode implements RpcProcessor<Ask> {
    private static final String GROUP = "bench";

    private final List<PeerId> peers;
    private final JRaftMap map = new JRaftMap();
    private final Node node;

    private JRaftNode(int self, Path dir, List<PeerId> peers) throws Exception {
        this.peers = peers;
        NodeOptions options = new NodeOptions();
        options.setFsm(map);
        options.setLogUri(Files.createDirectories(dir.resolve("log")).toString());
        options.setRaftMetaUri(Files.createDirectories(dir.resolve("meta")).toString());
        options.setInitialConf(new Configuration(peers));
        RpcServer server =
                RaftRpcServerFactory.createRaftRpcServer(peers.get(self).getEndpoint());
        server.registerProcessor(this);
        node = new RaftGroupService(GROUP, peers.get(self), options, server).start();
    }

    /** Index of the node, its directory, port of every node. */
    public static void main(String[] args) throws Exception {
        List<PeerId> peers = java.util.Arrays.stream(args, 2, args.length)
                .map(port -> new PeerId("127.0.0.1", Integer.parseInt(port))).toList();
        new JRaftNode(Integer.parseInt(args[0]), Path.of(args[1]), peers);
    }

    @Override
    public String interest() {
        return Ask.class.getName();
    }

    @Override
    public void handleRequest(RpcContext client, Ask ask) {
        switch (ask.kind()) {
            case Words.PUT -> node.apply(new Task(JRaftMap.put(ask.key(), ask.value()),
                    status -> tell(client, status, null)));
            case Words.GET -> node.readIndex(new byte[0], new ReadIndexClosure() {
                @Override
                public void run(Status status, long index, byte[] context) {
                    tell(client, status, status.isOk() ? map.get(ask.key()) : null);
                }
            });
            default -> client.sendResponse(
                    new Told(null, node.isLeader() ? "" : "it follows", leader()));
        }
    }

    private void tell(RpcContext client, Status status, byte[] value) {
        client.sendResponse(new Told(value, status.isOk() ? "" : status.toString(), leader()));
    }

    private int leader() {
        PeerId leader = node.getLeaderId();
        return leader == null ? -1 : peers.indexOf(leader);
    }
}
