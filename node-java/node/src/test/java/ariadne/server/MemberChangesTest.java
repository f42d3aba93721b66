package ariadne.server;

import static ariadne.server.Cores.bytes;
import static ariadne.server.MemoryCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chain.Sha256Hasher;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Command;
import ariadne.kv.Member;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.server.Proposals.Proposal;
import ariadne.transport.Connection;
import ariadne.transport.Handler;
import ariadne.transport.Transport;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may become a member, who may leave, and what is said to whom. */
class MemberChangesTest extends MemberTrial {
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
        assertThat(cluster.nodes.get(lost).core.store.roster().named(lost).address())
                .as("each node goes on to reach it as its own config file says").isEmpty();
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

    @Test
    void whoAsksDuringAnotherChangeIsToldSo() throws Exception {
        cluster.join("n4", 4);
        cluster.join("n5", 5);
        AriadneClient leader = cluster.client(
                MemoryCluster.settings(List.of(cluster.leader())).withoutRetries());
        var four = leader.change(new Ask.Change(1, Ask.Change.Kind.ADD, "n4", address("n4")));
        var five = leader.change(new Ask.Change(2, Ask.Change.Kind.ADD, "n5", address("n5")));
        assertThat(cluster.refusal(five)).contains("another change of the members is under way");
        assertThat(cluster.changed(four)).isEqualTo(1);
    }

    /** As by a leader that was asked twice before either was decided. */
    @Test
    void ofTwoStopBlocksOfOneEraTheSecondIsNeverProposed() throws Exception {
        cluster.close();
        cluster = new MemoryCluster(dir.resolve("one"), 1, seed); // It leads again at once.
        Node leader = cluster.nodes.get(cluster.leader());
        Roster now = leader.core.store.roster();
        Transactions transactions = new Transactions(WireLimits.STANDARD);
        for (int nonce = 1; nonce <= 2; nonce++) {
            Request request = new Request(0, nonce, 0, new Command.Change(nonce,
                    new Roster(1, now.members(), now.nextId())));
            leader.core.proposals.offer(new Proposal(request.id(), transactions.encode(request),
                    leader.config.self().id(), nonce));
        }
        cluster.until("both are dealt with", () -> leader.core.store.roster().era() == 1
                && leader.core.proposals.size() == 0);
        cluster.rounds(50);
        assertThat(leader.core.store.roster().era()).isEqualTo(1);
    }

    /** A block with a change and something else would be no stop block. */
    @Test
    void aChangeStandsAloneInItsBlock() {
        Proposals proposals = new Parts().proposals(100);
        Transactions transactions = new Transactions(WireLimits.STANDARD);
        Roster first = Roster.first(List.of(new Member(1, "n1", "")));
        Request change = new Request(0, 7, 0, new Command.Change(7, first.with("n2", "h:1")));
        Proposal stop = new Proposal(change.id(), transactions.encode(change), 1, 1);
        Proposal before = Cores.proposal(5, 1);
        Proposal after = Cores.proposal(5, 2);
        List.of(before, stop, after).forEach(proposals::offer);
        assertThat(proposals.take(10, 1 << 20)).containsExactly(before);
        assertThat(proposals.take(10, 1 << 20)).containsExactly(stop);
        assertThat(proposals.take(10, 1 << 20)).containsExactly(after);
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
