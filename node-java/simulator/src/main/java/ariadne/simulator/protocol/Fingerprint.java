package ariadne.simulator.protocol;

import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import ariadne.simulator.Dice;
import java.util.List;

/** Folds messages into 64 bits, the same in every JVM. */
final class Fingerprint {
    private long hash;

    static long of(Message message) {
        Fingerprint print = new Fingerprint();
        print.fold(message);
        return print.hash;
    }

    private Fingerprint add(long value) {
        hash = Dice.mix(hash * 31 + value);
        return this;
    }

    private Fingerprint add(Ballot b) {
        return add(b.era()).add(b.round()).add(b.node());
    }

    private Fingerprint add(Hash h) {
        return add(h.a() ^ h.c());
    }

    private Fingerprint add(Standing s) {
        return add(s.promised()).add(s.accepted()).add(s.tip()).add(s.tipHash()).add(s.decided());
    }

    private Fingerprint add(List<Block> blocks) {
        for (Block block : blocks) {
            add(block.hash());
        }
        return add(blocks.size());
    }

    private void fold(Message message) {
        switch (message) {
            case Message.Prepare m -> add(1).add(m.ballot()).add(m.decided());
            case Message.Promise m -> add(2).add(m.ballot()).add(m.standing()).add(m.blocks());
            case Message.Refused m -> add(3).add(m.ballot()).add(m.promised());
            case Message.Sync m -> add(4).add(m.ballot()).add(m.parent()).add(m.parentHash())
                    .add(m.blocks()).add(m.last() ? 1 : 0).add(m.decided()).add(m.answers());
            case Message.Accept m -> add(5).add(m.ballot()).add(m.parent()).add(m.parentHash())
                    .add(m.blocks()).add(m.decided());
            case Message.Accepted m -> add(6).add(m.ballot()).add(m.height()).add(m.hash());
            case Message.Behind m -> add(7).add(m.ballot()).add(m.standing()).add(m.fits())
                    .add(m.life());
            case Message.Decided m -> add(8).add(m.ballot()).add(m.height());
            case Message.Heartbeat m -> add(9).add(m.beat()).add(m.era()).add(m.promised())
                    .add(m.leads()).add(m.content() ? 1 : 0).add(m.decided());
            case Message.HeartbeatAnswer m -> add(10).add(m.beat()).add(m.era())
                    .add(m.standing()).add(m.leads()).add(m.content() ? 1 : 0)
                    .add(m.votes() ? 1 : 0);
            case Message.Over m -> add(15).add(m.era()).add(m.stop());
            case Message.Confirm m -> add(11).add(m.ballot()).add(m.round());
            case Message.Confirmed m -> add(12).add(m.ballot()).add(m.round());
            case Message.ReadAsk m -> add(13).add(m.id());
            case Message.ReadAnswer m -> add(14).add(m.id()).add(m.height());
        }
    }
}
