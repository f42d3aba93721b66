package ariadne.paxos;

/**
 * One rule of the protocol broken.
 *
 * @param sentence the load-bearing sentence that it breaks
 * @param bounds within which every state is explored, for the true code just as for the mutant
 */
record Mutant(int sentence, String name, Plans bounds, Rules rules) {
    @Override
    public String toString() {
        return sentence + ": " + name;
    }

    /** Rules with another acceptor. */
    @FunctionalInterface
    interface OfAcceptor {
        Acceptor make(Saved saved, Chain chain, long messageBytes, Effects out);
    }

    static Rules acceptor(OfAcceptor of) {
        return new Rules() {
            @Override
            Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
                return of.make(saved, chain, messageBytes, out);
            }
        };
    }

    /** Rules with another candidate. */
    @FunctionalInterface
    interface OfCandidate {
        Candidate make(Ballot ballot, Settings settings, Acceptor acceptor, Effects out);
    }

    static Rules candidate(OfCandidate of) {
        return new Rules() {
            @Override
            Candidate candidate(Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
                return of.make(ballot, settings, acceptor, out);
            }
        };
    }

    /** Rules with another replica. */
    @FunctionalInterface
    interface OfReplica {
        ModelReplica make(
                Settings settings, Saved saved, Archive archive, Rules rules, int doubt);
    }

    static Rules replica(OfReplica of) {
        return new Rules() {
            @Override
            ModelReplica replica(
                    Settings settings, Saved saved, Archive archive, int doubt) {
                return of.make(settings, saved, archive, this, doubt);
            }
        };
    }
}
