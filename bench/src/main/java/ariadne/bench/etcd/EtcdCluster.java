package ariadne.bench.etcd;

import ariadne.bench.peer.Client;
import ariadne.bench.peer.Cluster;
import ariadne.bench.peer.Processes;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.maintenance.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** etcd while it runs. */
record EtcdCluster(Processes processes, List<Integer> ports) implements Cluster {
    @Override
    public int leader() throws Exception {
        for (int i = 0; i < ports.size(); i++) {
            try (io.etcd.jetcd.Client client = open(List.of(ports.get(i)))) {
                StatusResponse status = client.getMaintenanceClient()
                        .statusMember(EtcdPeer.address(ports.get(i))).get(2, TimeUnit.SECONDS);
                if (status.getLeader() != 0
                        && status.getLeader() == status.getHeader().getMemberId()) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public Client client(int outstanding, int leader, boolean only) {
        List<Integer> known = new ArrayList<>(List.of(ports.get(leader)));
        if (!only) {
            ports.stream().filter(port -> !port.equals(ports.get(leader))).forEach(known::add);
        }
        io.etcd.jetcd.Client client = open(known);
        return new Through(client, client.getKVClient());
    }

    private static io.etcd.jetcd.Client open(List<Integer> ports) {
        return io.etcd.jetcd.Client.builder().endpoints(ports.stream().map(EtcdPeer::address)
                .toArray(String[]::new)).build();
    }

    /** jetcd; its calls are asynchronous. */
    private record Through(io.etcd.jetcd.Client client, KV kv) implements Client {
        @Override
        public void put(byte[] key, byte[] value, Answer answer) {
            tell(kv.put(ByteSequence.from(key), ByteSequence.from(value))
                    .thenApply(done -> null), answer);
        }

        @Override
        public void get(byte[] key, Answer answer) {
            tell(kv.get(ByteSequence.from(key)).thenApply(found -> found.getKvs().isEmpty()
                    ? null : found.getKvs().getFirst().getValue().getBytes()), answer);
        }

        private static void tell(CompletableFuture<byte[]> future, Answer answer) {
            future.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.ok(value);
                } else {
                    answer.failed(failure.toString());
                }
            });
        }

        @Override
        public void close() {
            kv.close();
            client.close();
        }
    }
}
