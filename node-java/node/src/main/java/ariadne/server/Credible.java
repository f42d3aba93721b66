package ariadne.server;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.util.List;

/**
 * What no true node says, whatever was lost, repeated or late before: such a message is refused at
 * the door, and its connection with it. What only the replica can tell is left to the replica.
 */
final class Credible {
    /**
     * Rounds go up by one with each candidacy. A greater jump would use up the numbers for ever,
     * since a promise is never taken back.
     */
    static final long MAX_JUMP = 1L << 32;

    private final int self;
    private final Transactions transactions;

    Credible(int self, Transactions transactions) {
        this.self = self;
        this.transactions = transactions;
    }

    /**
     * Demands that a true node could say this.
     *
     * @param promised this node's own promise
     */
    void demand(int from, Ballot promised, Message message) throws WireException {
        switch (message) {
            case Message.Prepare m -> own(from, m.ballot(), promised);
            case Message.Promise m -> {
                own(self, m.ballot(), promised);
                standing(m.standing(), promised);
                readable(m.blocks());
            }
            case Message.Refused m -> {
                own(self, m.ballot(), promised);
                round(m.promised(), promised);
            }
            case Message.Sync m -> {
                own(from, m.ballot(), promised);
                readable(m.blocks());
            }
            case Message.Accept m -> {
                own(from, m.ballot(), promised);
                readable(m.blocks());
            }
            case Message.Accepted m -> own(self, m.ballot(), promised);
            case Message.Behind m -> {
                own(self, m.ballot(), promised);
                standing(m.standing(), promised);
            }
            case Message.Decided m -> own(from, m.ballot(), promised);
            case Message.Heartbeat m -> {
                round(m.promised(), promised);
                leads(from, m.leads(), promised);
            }
            case Message.HeartbeatAnswer m -> {
                standing(m.standing(), promised);
                leads(from, m.leads(), promised);
            }
            case Message.Confirm m -> own(from, m.ballot(), promised);
            case Message.Confirmed m -> own(self, m.ballot(), promised);
            case Message.ReadAsk m -> { }
            case Message.ReadAnswer m -> { }
            case Message.Over m -> { }
        }
    }

    private static void leads(int from, Ballot leads, Ballot promised) throws WireException {
        if (!leads.equals(Ballot.ZERO)) {
            own(from, leads, promised);
        }
    }

    /** Only its own node stands and leads under a ballot. */
    private static void own(int owner, Ballot ballot, Ballot promised) throws WireException {
        if (ballot.node() != owner) {
            throw new WireException("ballot " + ballot + " is not of node " + owner);
        }
        round(ballot, promised);
    }

    private static void round(Ballot ballot, Ballot promised) throws WireException {
        if (ballot.round() > promised.round() + MAX_JUMP) {
            throw new WireException("ballot " + ballot + " is out of reach of " + promised);
        }
    }

    private static void standing(Standing standing, Ballot promised) throws WireException {
        round(standing.promised(), promised);
        round(standing.accepted(), promised);
        if (standing.decided() > standing.tip()) {
            throw new WireException("decided " + standing.decided() + " above the tip "
                    + standing.tip());
        }
    }

    /** What is decided is applied, here and after every start: it must be a transaction. */
    private void readable(List<Block> blocks) throws WireException {
        for (Block block : blocks) {
            for (byte[] transaction : block.transactions()) {
                transactions.check(transaction);
            }
        }
    }
}
