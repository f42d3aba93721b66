package ariadne.bench.zookeeper;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** ZooKeeper while it runs. */
record ZooKeeperCluster(Processes processes, List<Integer> ports) implements Cluster {
    private static final int SESSION_MILLIS = 10_000;

    @Override
    public int leader() {
        for (int i = 0; i < ports.size(); i++) {
            if (server(ports.get(i)).contains("Mode: leader")) {
                return i;
            }
        }
        return -1;
    }

    private static String server(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Client client(int outstanding, int leader, boolean only) throws Exception {
        List<Integer> known = new ArrayList<>(List.of(ports.get(leader)));
        if (!only) {
            ports.stream().filter(port -> !known.contains(port)).toList().forEach(known::add);
        }
        String servers = known.stream().map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zookeeper = new ZooKeeper(servers, SESSION_MILLIS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(SESSION_MILLIS, TimeUnit.MILLISECONDS)) {
            zookeeper.close();
            throw new IOException("no connection to " + servers);
        }
        return new Through(zookeeper);
    }

    /** One session. */
    private record Through(ZooKeeper zookeeper) implements Client {
        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            String path = path(key);
            zookeeper.setData(path, value, -1, (code, p, context, stat) -> {
                if (code == Code.NONODE.intValue()) {
                    zookeeper.create(path, value, ZooDefs.Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT, (c, q, x, name) -> tell(c, null, answer), null);
                } else {
                    tell(code, null, answer);
                }
            }, null);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            String path = path(key);
            zookeeper.sync(path, (code, p, context) -> { }, null);
            zookeeper.getData(path, false, (code, p, context, data, stat) -> {
                if (code == Code.NONODE.intValue()) {
                    answer.ok(null);
                } else {
                    tell(code, data, answer);
                }
            }, null);
        }

        private static void tell(int code, byte[] value, Answer answer) {
            if (code == Code.OK.intValue()) {
                answer.ok(value);
            } else {
                answer.failed(String.valueOf(Code.get(code)));
            }
        }

        /** A node of the tree; the slashes in a key would make it a deep one. */
        private static String path(byte[] key) {
            StringBuilder path = new StringBuilder("/");
            for (byte each : key) {
                path.append(each > ' ' && each < 127 && each != '/' ? (char) each : '-');
            }
            return path.toString();
        }

        @Override
        public void close() {
            try {
                zookeeper.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
