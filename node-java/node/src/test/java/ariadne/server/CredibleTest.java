package ariadne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chain.Sha256Hasher;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Request;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Node 1 listens to node 2. */
class CredibleTest {
    private static final Transactions TRANSACTIONS = new Transactions(WireLimits.STANDARD);
    private static final Ballot MINE = new Ballot(0, 7, 1);
    private static final Ballot ITS = new Ballot(0, 8, 2);
    private static final Ballot FAR = new Ballot(0, 8 + Credible.MAX_JUMP, 2);
    private static final Ballot LAST = new Ballot(0, Long.MAX_VALUE, 2);

    private final Credible credible = new Credible(1, TRANSACTIONS);

    private static Standing standing(Ballot promised, long tip, long decided) {
        return new Standing(promised, Ballot.ZERO, tip, Hash.ZERO, decided);
    }

    private static List<Block> block(byte[] transaction) {
        return List.of(new Sha256Hasher().block(1, Hash.ZERO, List.of(transaction)));
    }

    private void believed(Message message) throws WireException {
        credible.demand(2, MINE, message);
    }

    private void refused(String why, Message... messages) {
        for (Message message : messages) {
            assertThatThrownBy(() -> credible.demand(2, MINE, message)).as(message.toString())
                    .isInstanceOf(WireException.class).hasMessageContaining(why);
        }
    }

    @Test
    void whatATrueNodeSaysIsBelieved() throws Exception {
        byte[] put = TRANSACTIONS.encode(new Request(9, 1, 0,
                new Command.Put(Bytes.of(new byte[] {1}), Bytes.of(new byte[0]))));
        Standing standing = standing(MINE, 5, 3);
        List<Message> all = List.of(new Message.Prepare(ITS, 0),
                new Message.Promise(MINE, standing, block(put)),
                new Message.Refused(MINE, new Ballot(0, 9, 3)),
                new Message.Sync(ITS, 0, Hash.ZERO, block(put), true, 0, 0),
                new Message.Accept(ITS, 0, Hash.ZERO, block(put), 0),
                new Message.Accepted(MINE, 5, Hash.ZERO), new Message.Behind(MINE, standing, 3, 0),
                new Message.Decided(ITS, 1),
                new Message.Heartbeat(1, 0, new Ballot(0, 9, 3), Ballot.ZERO, true, 4),
                new Message.Heartbeat(1, 0, ITS, ITS, true, 4),
                new Message.HeartbeatAnswer(1, 0, standing, ITS, true, true),
                new Message.Confirm(ITS, 1), new Message.Confirmed(MINE, 1),
                new Message.ReadAsk(-5), new Message.ReadAnswer(-5, 3), new Message.Over(1, 7));
        List<Class<?>> types = new ArrayList<>();
        for (Message message : all) {
            believed(message);
            types.add(message.getClass());
        }
        assertThat(types).contains(Message.class.getPermittedSubclasses());
    }

    @Test
    void nobodyLeadsUnderTheBallotOfAnother() {
        Ballot third = new Ballot(0, 8, 3);
        refused("is not of node 2", new Message.Prepare(third, 0),
                new Message.Sync(third, 0, Hash.ZERO, List.of(), true, 0, 0),
                new Message.Accept(third, 0, Hash.ZERO, List.of(), 0),
                new Message.Decided(third, 1), new Message.Confirm(MINE, 1),
                new Message.Heartbeat(1, 0, third, third, true, 0),
                new Message.HeartbeatAnswer(1, 0, standing(third, 1, 1), MINE, true, true));
        refused("is not of node 1", new Message.Promise(ITS, standing(ITS, 1, 1), List.of()),
                new Message.Refused(ITS, third), new Message.Accepted(ITS, 1, Hash.ZERO),
                new Message.Behind(ITS, standing(ITS, 1, 1), 1, 0),
                new Message.Confirmed(ITS, 1));
    }

    /** A promise is never taken back: one message would end all elections. */
    @Test
    void aBallotThatUsesUpTheNumbersIsRefused() throws Exception {
        for (Ballot far : List.of(FAR, LAST)) {
            refused("out of reach", new Message.Prepare(far, 0),
                    new Message.Sync(far, 0, Hash.ZERO, List.of(), true, 0, 0),
                    new Message.Accept(far, 0, Hash.ZERO, List.of(), 0),
                    new Message.Decided(far, 0), new Message.Confirm(far, 1),
                    new Message.Refused(MINE, far),
                    new Message.Heartbeat(1, 0, far, Ballot.ZERO, false, 0),
                    new Message.HeartbeatAnswer(
                            1, 0, standing(far, 0, 0), Ballot.ZERO, false, true));
        }
        believed(new Message.Prepare(new Ballot(0, 7 + Credible.MAX_JUMP, 2), 0));
    }

    @Test
    void aTipBelowTheDecidedHeightIsRefused() {
        Standing absurd = standing(MINE, 3, Long.MAX_VALUE);
        refused("above the tip", new Message.Promise(MINE, absurd, List.of()),
                new Message.Behind(MINE, absurd, 3, 0),
                new Message.HeartbeatAnswer(1, 0, absurd, Ballot.ZERO, false, true));
    }

    /** Once decided it would stop every node that applies it, at every start. */
    @Test
    void aBlockOfWhatIsNoTransactionIsRefused() {
        List<Block> noise = block(new byte[] {1, 2, 3});
        refused("early", new Message.Accept(ITS, 0, Hash.ZERO, noise, 0),
                new Message.Sync(ITS, 0, Hash.ZERO, noise, true, 0, 0),
                new Message.Promise(MINE, standing(MINE, 1, 1), noise));
    }
}
