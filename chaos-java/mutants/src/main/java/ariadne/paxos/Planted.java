package ariadne.paxos;

/** What a replica with a planted bug is made from; each bug replaces one part of it. */
public class Planted {
    /** A replica whose parts come from here. */
    public final Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Stops stops, Chance chance) {
        return new Replica(settings, saved, archive, hasher, stops, chance) {
            private final long decidedAtStart = saved.decided();

            @Override
            Acceptor newAcceptor(Saved its, Chain chain) {
                return acceptor(its, chain, settings.messageBytes(), out);
            }

            @Override
            Candidate newCandidate(Ballot ballot) {
                return candidate(ballot, settings, acceptor, out);
            }

            @Override
            Leader newLeader(Ballot ballot) {
                return leader(ballot, settings, acceptor, hasher, out);
            }

            @Override
            Reads newReads(Ballot ballot) {
                return reads(ballot, settings, membership(), out);
            }

            @Override
            Election newElection(Chance its) {
                return election(settings, membership(), its);
            }

            @Override
            void read(long id) {
                if (readsHere(this, standing().decided() == decidedAtStart)) {
                    out.note(new Note.ReadAt(id, standing().decided()));
                } else {
                    super.read(id);
                }
            }

            @Override
            void late(int from, Message.Promise m) {
                if (adoptsLate(m)) {
                    acceptor.replaceAbove(m.blocks());
                }
                super.late(from, m);
            }

            @Override
            boolean ofThisEra(int from, Message message) {
                return super.ofThisEra(from, message) || takesAnyEra(this, from, message);
            }
        };
    }

    Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
        return new Acceptor(saved, chain, messageBytes, out);
    }

    Candidate candidate(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
        return new Candidate(ballot, settings, acceptor, out);
    }

    Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Hasher hasher,
            Effects out) {
        return new Leader(ballot, settings, acceptor, hasher, out);
    }

    Reads reads(Ballot ballot, Settings settings, Membership members, Effects out) {
        return new Reads(ballot, settings, members, out);
    }

    Election election(Settings settings, Membership members, Chance chance) {
        return new Election(settings, members, chance);
    }

    /** Whether a read is served from what this node has decided, whoever leads. */
    boolean readsHere(Replica self, boolean nothingNewYet) {
        return false;
    }

    boolean adoptsLate(Message.Promise m) {
        return false;
    }

    boolean takesAnyEra(Replica self, int from, Message message) {
        return false;
    }
}
