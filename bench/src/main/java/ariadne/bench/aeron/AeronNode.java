package ariadne.bench.aeron;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import java.util.Arrays;
import java.util.StringJoiner;
import org.agrona.concurrent.NoOpLock;
import org.agrona.concurrent.ShutdownSignalBarrier;

/** One node of Aeron Cluster: driver, archive, consensus module and service in one process. */
public final class AeronNode {
    /** Of each member: ingress, consensus, log, catch-up, archive. */
    static final int PORTS = 5;

    /** Data is forced before a position is told; level 2 would force the files' metadata too. */
    private static final int FORCED = 1;

    private AeronNode() {}

    /** Index of the node, its directory, directory of its driver, {@link #PORTS} ports a node. */
    public static void main(String[] args) {
        int self = Integer.parseInt(args[0]);
        File dir = new File(args[1]);
        String driver = args[2];
        int[] ports = Arrays.stream(args, 3, args.length).mapToInt(Integer::parseInt).toArray();
        ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();
        MediaDriver.Context media = new MediaDriver.Context().aeronDirectoryName(driver)
                .threadingMode(ThreadingMode.SHARED).termBufferSparseFile(true)
                .terminationHook(barrier::signal);
        Archive.Context archive = new Archive.Context().aeronDirectoryName(driver)
                .archiveDir(new File(dir, "archive")).fileSyncLevel(FORCED)
                .catalogFileSyncLevel(FORCED).threadingMode(ArchiveThreadingMode.SHARED)
                .recordingEventsEnabled(false)
                .controlChannel("aeron:udp?endpoint=" + address(ports, self, 4))
                .localControlChannel("aeron:ipc?term-length=64k")
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0");
        AeronArchive.Context local = new AeronArchive.Context().aeronDirectoryName(driver)
                .lock(NoOpLock.INSTANCE).controlRequestChannel(archive.localControlChannel())
                .controlResponseChannel(archive.localControlChannel());
        ConsensusModule.Context consensus = new ConsensusModule.Context()
                .aeronDirectoryName(driver).clusterDir(new File(dir, "cluster"))
                .fileSyncLevel(FORCED).clusterMemberId(self).clusterMembers(members(ports))
                .ingressChannel("aeron:udp?term-length=16m")
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .archiveContext(local.clone()).terminationHook(barrier::signal);
        ClusteredServiceContainer.Context service = new ClusteredServiceContainer.Context()
                .aeronDirectoryName(driver).clusterDir(new File(dir, "cluster"))
                .archiveContext(local.clone()).clusteredService(new AeronMap())
                .terminationHook(barrier::signal);
        try (ClusteredMediaDriver cluster =
                        ClusteredMediaDriver.launch(media, archive, consensus);
                ClusteredServiceContainer container =
                        ClusteredServiceContainer.launch(service)) {
            System.out.println(cluster.consensusModule().context().clusterMemberId() + " runs, "
                    + container.context().serviceName());
            barrier.await();
        } catch (RuntimeException e) {
            System.err.println("it can't run: " + e);
            System.exit(1); // Some of its threads may live.
        }
    }

    static String address(int[] ports, int node, int which) {
        return "127.0.0.1:" + ports[PORTS * node + which];
    }

    private static String members(int[] ports) {
        StringJoiner members = new StringJoiner("|");
        for (int i = 0; i < ports.length / PORTS; i++) {
            StringJoiner member = new StringJoiner(",").add(String.valueOf(i));
            for (int which = 0; which < PORTS; which++) {
                member.add(address(ports, i, which));
            }
            members.add(member.toString());
        }
        return members.toString();
    }
}
