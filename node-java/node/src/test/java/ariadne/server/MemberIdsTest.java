package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chain.ChainException;
import ariadne.chain.Sha256Hasher;
import ariadne.client.Outcome;
import ariadne.paxos.Ballot;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No id is used twice, and nobody votes under another's, whatever was prepared for whom. */
class MemberIdsTest extends MemberTrial {
    /**
     * Who formats a directory under the next id must not get one that is taken already: were it
     * its own of a former disk, it would vote and have forgotten what it promised.
     */
    @Test
    void whoeverLagsBehindDoesNotSayWhichIdComesNext() throws Exception {
        cluster.close();
        cluster = new MemoryCluster(dir.resolve("five"), 5, seed);
        String leader = cluster.leader();
        List<String> followers = cluster.nodes.keySet().stream()
                .filter(n -> !n.equals(leader)).toList();
        String lost = followers.get(0);
        String late = followers.get(1);
        cluster.stop(lost);
        cluster.join(lost, 6);
        cluster.until("it has caught up", () -> cluster.nodes.get(lost).core.applied() > 0);
        cluster.cutOff(late);
        cluster.changed(cluster.replace(lost, ""));
        assertThat(cluster.nodes.get(late).core.store.roster().nextId()).isEqualTo(6);
        assertThat(cluster.outcome(only(late).members())).as("no stale answer")
                .isNotInstanceOf(Outcome.Ok.class);
        assertThat(cluster.ok(only(cluster.leader()).members()).now().nextId()).isEqualTo(7);
    }

    private void bothPreparedForOneId() throws Exception {
        cluster.join("n4", 4);
        cluster.join("n5", 4);
        cluster.changed(cluster.add("n4"));
    }

    /** Both were prepared while 4 was the next id; only one got it. */
    @Test
    void twoNodesOfOneIdAreNeverBothMembers() throws Exception {
        bothPreparedForOneId();
        cluster.until("n5 ends", () -> cluster.ends.containsKey("n5"));
        assertThat(cluster.ends.get("n5")).contains("member 4 of tried is n4, and not n5")
                .contains("./ariadne member join n5");
        cluster.settled();
    }

    /** Alone it would elect itself, and answer under the other's name. */
    @Test
    void twoNodesOfOneIdNeverBothLead() throws Exception {
        bothPreparedForOneId();
        for (String node : List.of("n1", "n2", "n3")) {
            cluster.changed(cluster.remove(node));
        }
        cluster.rounds(500);
        long leaders = cluster.nodes.values().stream()
                .filter(node -> !node.core.replica.leads().equals(Ballot.ZERO)).count();
        assertThat(leaders).isEqualTo(1);
        assertThat(cluster.ends).containsOnlyKeys("n5");
    }

    /** It was down while the other became a member, and finds that in its own chain. */
    @Test
    void aNodeWhoseIdSomebodyElseGotDoesNotStart() throws Exception {
        bothPreparedForOneId();
        cluster.until("n5 ends", () -> cluster.ends.containsKey("n5"));
        cluster.ends.clear();
        assertThatThrownBy(() -> cluster.start("n5", 4)).isInstanceOf(ChainException.class)
                .hasMessageContaining("member 4 of tried is n4, and not n5");
    }

    /** Its id was another's, who has left since. */
    @Test
    void aNodeWhoseIdWasWastedEnds() throws Exception {
        String lost = aFollower();
        cluster.stop(lost);
        cluster.format(lost, 4);
        addWithPatience("n4", 4);
        cluster.changed(cluster.remove("n4"));
        cluster.start(lost, 4);
        cluster.until(lost + " ends", () -> cluster.ends.containsKey(lost));
        assertThat(cluster.ends.get(lost))
                .contains("id 4 of tried was another's, and not " + lost);
    }

    /** What greets as a member must have that member's name, too. */
    @Test
    void aPeerOfAnotherNameIsRefused() throws Exception {
        assertThat(greeting(2, "n5").why()).contains("member 2 of tried is n2, and not n5");
        assertThat(greeting(2, "n2").ok()).isTrue();
        assertThat(greeting(9, "n9").why()).contains("node 9 is no other member of tried");
    }

    private Frame.HelloAnswer greeting(int id, String name) throws Exception {
        FrameCodec codec = new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());
        Transport transport = cluster.network.transport();
        List<Frame> heard = new ArrayList<>();
        Connection connection = transport.dial(new InetSocketAddress("10.0.0.1", 4000),
                new Handler() {
                    @Override
                    public void frame(Connection from, ByteBuffer payload) {
                        try {
                            heard.add(codec.decode(payload));
                        } catch (WireException e) {
                            throw new AssertionError(e);
                        }
                    }

                    @Override
                    public void closed(Connection closed, String reason) {}
                });
        connection.send(codec.encode(new Frame.Hello(FrameCodec.VERSION, MemoryCluster.NAME,
                Frame.Kind.PEER, id, name)));
        while (heard.isEmpty()) {
            cluster.round();
            transport.poll(0);
        }
        return (Frame.HelloAnswer) heard.getFirst();
    }
}
