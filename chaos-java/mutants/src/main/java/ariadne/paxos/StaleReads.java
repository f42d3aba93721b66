package ariadne.paxos;

/** Serves reads from local state without asking anybody. Breaks load-bearing sentence 5. */
public final class StaleReads extends Replica {
    public StaleReads(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Stops stops, Chance chance) {
        super(settings, saved, archive, hasher, stops, chance);
    }

    @Override
    void read(long id) {
        out.note(new Note.ReadAt(id, acceptor.chain.decided()));
    }
}
