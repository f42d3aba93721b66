package ariadne.server;

import static ariadne.server.Acknowledged.bytes;
import static ariadne.server.MemoryCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Member;
import ariadne.paxos.Ballot;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.wire.Answer;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may become a member, who may leave, and what is said to whom. */
class MemberChangesTest {
    private final long seed = Long.getLong("ariadne.seed", System.nanoTime());

    @TempDir
    private Path dir;
    private MemoryCluster cluster;

    @BeforeEach
    void threeNodes() throws Exception {
        System.out.println("MemberChangesTest: replay with -Dariadne.seed=" + seed);
        cluster = new MemoryCluster(dir, 3, seed);
        cluster.leader();
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
    }

    private List<String> members(String node) {
        return cluster.nodes.get(node).core.store.roster().members().stream()
                .map(Member::name).toList();
    }

    private String status(String node, String what) throws Exception {
        return cluster.ok(cluster.client(MemoryCluster.settings(List.of(node))).status())
                .entries().get(what);
    }

    private String aFollower() throws Exception {
        String leader = cluster.leader();
        return cluster.nodes.keySet().stream().filter(n -> !n.equals(leader)).findFirst()
                .orElseThrow();
    }

    private AriadneClient only(String node) {
        return cluster.client(MemoryCluster.settings(List.of(node)).withTimeouts(500, 400));
    }

    @Test
    void aNodeThatHasCaughtUpBecomesAMember() throws Exception {
        addWithPatience("n4", 4);
        cluster.settled();
        assertThat(members("n1")).containsExactly("n1", "n2", "n3", "n4");
        assertThat(status("n4", "votes")).isEqualTo("yes");
    }

    /** Until it knows who the members are now, whom it could learn that from may go. */
    @Test
    void aNodeThatHasNotLearnedTheMembersIsNotTakenYet() throws Exception {
        stranger(Map.of("node", "n4", "id", "4", "decided", "1", "era", "0"));
        cluster.changed(cluster.remove(aFollower()));
        assertThat(cluster.refusal(cluster.add("n4")))
                .contains("behind: it catches up first, then ask again");
    }

    @Test
    void allThreeFirstMembersLeaveAndOthersGoOn() throws Exception {
        AriadneClient client = cluster.client(MemoryCluster.settings(List.of("n1", "n4", "n5")));
        cluster.ok(client.put(bytes("key"), bytes("value")));
        for (int i = 1; i <= 3; i++) {
            addWithPatience("n" + (3 + i), 3 + i);
            cluster.changed(cluster.remove("n" + i));
            cluster.stop("n" + i);
        }
        cluster.settled();
        assertThat(members("n5")).containsExactly("n4", "n5", "n6");
        assertThat(cluster.ok(client.get(bytes("key"))).entry().value()).isEqualTo(bytes("value"));
        cluster.known = List.of(address("n4"), address("n6"));
        addWithPatience("n7", 7);
        assertThat(members("n7")).as("learned from those that came later")
                .containsExactly("n4", "n5", "n6", "n7");
    }

    /** As the command does: asks again while the newcomer catches up. */
    private void addWithPatience(String name, int id) throws Exception {
        cluster.join(name, id);
        for (int i = 0; i < 100; i++) {
            if (cluster.outcome(cluster.add(name)) instanceof Outcome.Ok) {
                cluster.until(name + " knows", () -> members(name).contains(name));
                return;
            }
            cluster.rounds(10);
        }
        throw new AssertionError(name + " was never taken");
    }

    @Test
    void aLeaderMayRemoveItself() throws Exception {
        String leader = cluster.leader();
        cluster.changed(cluster.remove(leader));
        cluster.until("another leads", () -> cluster.nodes.values().stream().anyMatch(node ->
                node.core.store.roster().member(node.core.replica.follows()) != null));
        assertThat(members(cluster.leader())).hasSize(2).doesNotContain(leader);
    }

    @Test
    void whoeverLeavesTooFewMembersUpIsToldWhomToBringBack() throws Exception {
        String follower = aFollower();
        cluster.stop(follower);
        String leader = cluster.leader();
        String other = cluster.nodes.keySet().stream().filter(n -> !n.equals(leader)).findFirst()
                .orElseThrow();
        cluster.rounds(2 * Node.ELECTION_TICKS);
        assertThat(cluster.refusal(cluster.remove(other))).contains("of the 2 members after it 2"
                + " must be up, and only 1 is; bring back " + follower + " before you remove "
                + other);
        assertThat(cluster.changed(cluster.remove(follower))).as("the one that is down may go")
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeIsRefusedInOneLine() throws Exception {
        assertThat(cluster.refusal(cluster.remove("n9"))).contains("there is no member n9");
        assertThat(cluster.refusal(cluster.add("n2"))).contains("n2 is a member already");
        assertThat(cluster.refusal(cluster.replace("n9", address("n9"))))
                .contains("there is no member n9");
        assertThat(cluster.refusal(cluster.add("n4"))).contains("n4 does not answer at "
                + address("n4")).contains("start it first, with id=4 in its config file");
        cluster.changed(cluster.remove("n3"));
        cluster.changed(cluster.remove("n2"));
        assertThat(cluster.refusal(cluster.remove("n1"))).contains("n1 is the only member");
    }

    @Test
    void anotherNodeThanWasSaidIsNoMember() throws Exception {
        assertThat(cluster.refusal(cluster.replace("n2", address("n3"))))
                .contains("at 10.0.0.3:4000 there is n3, not n2");
        cluster.join("n5", 7);
        assertThat(cluster.refusal(cluster.add("n5")))
                .contains("n5 was formatted with id=7, the next member has id=4");
    }

    @Test
    void oneThatLostItsDiskComesBackUnderAnotherId() throws Exception {
        String lost = aFollower();
        cluster.stop(lost);
        cluster.join(lost, 4);
        assertThat(cluster.changed(cluster.replace(lost, ""))).isEqualTo(1);
        cluster.settled();
        assertThat(members(lost)).containsExactlyInAnyOrder("n1", "n2", "n3");
        assertThat(status(lost, "id")).isEqualTo("4");
        assertThat(status(lost, "votes")).isEqualTo("yes");
    }

    @Test
    void onlyOneOfTwoChangesAtATimeIsDone() throws Exception {
        cluster.join("n4", 4);
        List<CompletableFuture<Outcome<Answer.Judged>>> both = new ArrayList<>();
        both.add(cluster.remove("n3"));
        both.add(cluster.remove("n2"));
        for (var each : both) {
            cluster.outcome(each);
        }
        long done = both.stream().filter(b -> b.join() instanceof Outcome.Ok).count();
        cluster.until("whoever stayed knows", () -> cluster.nodes.values().stream()
                .anyMatch(node -> node.core.store.roster().era() == done));
        assertThat(done).isPositive();
    }

    /** Both were prepared while 4 was the next id; only one got it. */
    @Test
    void twoNodesOfOneIdAreNeverBothMembers() throws Exception {
        cluster.join("n4", 4);
        cluster.join("n5", 4);
        cluster.changed(cluster.add("n4"));
        cluster.until("n5 ends", () -> cluster.ends.containsKey("n5"));
        assertThat(cluster.ends.get("n5")).contains("member 4 of tried is n4, and not n5")
                .contains("./ariadne member join n5");
        cluster.settled();
    }

    /** Alone it would elect itself, and answer under the other's name. */
    @Test
    void twoNodesOfOneIdNeverBothLead() throws Exception {
        cluster.join("n4", 4);
        cluster.join("n5", 4);
        cluster.changed(cluster.add("n4"));
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
        cluster.join("n5", 4);
        cluster.join("n4", 4);
        cluster.changed(cluster.add("n4"));
        cluster.until("n5 ends", () -> cluster.ends.containsKey("n5"));
        cluster.ends.clear();
        try {
            cluster.start("n5", 4);
        } catch (ariadne.chain.ChainException e) {
            assertThat(e).hasMessageContaining("member 4 of tried is n4, and not n5");
            return;
        }
        throw new AssertionError("it started");
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

    @Test
    void whoIsNoMemberServesNobodyAndSaysSo() throws Exception {
        String gone = aFollower();
        cluster.join("n4", 4);
        assertThat(cluster.refusal(only("n4").get(bytes("key"))))
                .contains("n4 is no member of tried yet");
        cluster.changed(cluster.remove(gone));
        cluster.until(gone + " knows", () -> !members(gone).contains(gone));
        assertThat(cluster.refusal(only(gone).get(bytes("key"))))
                .contains(gone + " was removed from tried");
        assertThat(cluster.refusal(only(gone).put(bytes("key"), bytes("value"))))
                .contains(gone + " was removed from tried");
        assertThat(status(gone, "votes")).isEqualTo("no: no member");
    }

    /** Whatever stands at the address that an operator typed. */
    @Test
    void aStrangerThatAnswersNonsenseHarmsNobody() throws Exception {
        stranger(Map.of("node", "n4", "id", "4", "decided", "many"));
        assertThat(cluster.refusal(cluster.add("n4"))).contains("n4");
        assertThat(cluster.ends).isEmpty();
        stranger(Map.of());
        assertThat(cluster.refusal(cluster.add("n4"))).contains("n4");
    }

    @Test
    void aNewcomerThatIsFarBehindOrInDoubtIsNotTakenYet() throws Exception {
        stranger(Map.of("node", "n4", "id", "4", "decided", "-3000", "votes", "no: no member"));
        assertThat(cluster.refusal(cluster.add("n4"))).doesNotContain("catches up");
        stranger(Map.of("node", "n4", "id", "4", "decided", "9", "votes", "no: in doubt"));
        assertThat(cluster.refusal(cluster.add("n4"))).contains("n4 doubts its disk");
    }

    /** Answers every question with this status. */
    private void stranger(Map<String, String> status) throws Exception {
        FrameCodec codec = new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());
        Transport transport = cluster.network.transport();
        transport.listen(new InetSocketAddress("10.0.0.4", 4000), new Handler() {
            @Override
            public void frame(Connection from, ByteBuffer payload) {
                try {
                    if (codec.decode(payload) instanceof Frame.ClientRequest request) {
                        from.send(codec.encode(new Frame.ClientResponse(request.tag(),
                                new Answer.StatusReport(status))));
                    }
                } catch (WireException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void closed(Connection connection, String reason) {}
        });
        cluster.plays(transport);
    }
}
