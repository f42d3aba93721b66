package ariadne.paxos;

import java.util.List;

/**
 * What a node of the model is made of: here the true protocol; a mutant overrides one rule. It is
 * a
 * Hasher too, since the hasher is all that a replica has at hand while its parts are made.
 */
class Rules implements Hasher {
    @Override
    public Hash hash(long height, Hash parent, List<byte[]> transactions) {
        return hash(Ballot.ZERO, height, parent, transactions);
    }

    /** Salted by the ballot: two leaders never propose the same block, not even an empty one. */
    static Hash hash(Ballot salt, long height, Hash parent, List<byte[]> transactions) {
        long h = mix(mix(mix(parent.a() + 1, salt.round()), salt.node()), height);
        for (byte[] transaction : transactions) {
            for (byte b : transaction) {
                h = mix(h, b);
            }
            h = mix(h, transaction.length);
        }
        return new Hash(h, mix(h, parent.a()), 0, 0);
    }

    private static long mix(long hash, long word) {
        long x = (hash ^ word) * 0x9E3779B97F4A7C15L;
        x = (x ^ x >>> 29) * 0xBF58476D1CE4E5B9L;
        return x ^ x >>> 32;
    }

    ModelReplica replica(Settings settings, Saved saved, Archive archive, int doubt) {
        return new ModelReplica(settings, saved, archive, this, doubt);
    }

    Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
        return new Acceptor(saved, chain, messageBytes, out);
    }

    Candidate candidate(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
        return new Candidate(ballot, settings, acceptor, out);
    }

    Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
        return new EagerLeader(ballot, settings, acceptor, out);
    }

    Reads reads(Ballot ballot, Settings settings, Membership membership, Effects out) {
        return new Reads(ballot, settings, membership, out);
    }

    /** What is found after damage: some first blocks, the ballots, and that more may be lost. */
    Disk damaged(Disk disk, long kept) {
        return disk.cut(kept).doubting(1);
    }

    /** Whether a message waits for the force. */
    boolean claims(Message message) {
        return message.claims();
    }

    /**
     * True rules under which all leaders propose equal blocks: one block under several
     * ballots.
     */
    static class Alike extends Rules {
        @Override
        Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
            return new EagerLeader(ballot, settings, acceptor, out, this);
        }
    }

    /** For this leader any pause has passed whenever it asks: the model knows no time. */
    static class EagerLeader extends Leader {
        EagerLeader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
            super(ballot, settings, acceptor,
                    (height, parent, t) -> Rules.hash(ballot, height, parent, t), out);
        }

        EagerLeader(Ballot ballot, Settings settings, Acceptor acceptor, Effects out,
                Hasher hasher) {
            super(ballot, settings, acceptor, hasher, out);
        }

        EagerLeader(EagerLeader other, Acceptor acceptor, Effects out) {
            super(other, acceptor, out);
        }

        @Override
        Leader copy(Acceptor itsAcceptor, Effects itsOut) {
            return new EagerLeader(this, itsAcceptor, itsOut);
        }

        @Override
        void behind(int from, Standing standing, long fits, long life) {
            tick(now + 1000);
            super.behind(from, standing, fits, life);
        }

        @Override
        void heard(int from, Standing standing, boolean votes) {
            tick(now + 1000);
            super.heard(from, standing, votes);
        }
    }
}
