package ariadne.paxos;

/** Bugs in how reads are confirmed; all break load-bearing sentence 5. */
public final class PlantedReads {
    private PlantedReads() {}

    /** Any node reads from what it has decided. */
    public static Planted stale() {
        return new Planted() {
            @Override
            boolean readsHere(Replica self, boolean nothingNewYet) {
                return true;
            }
        };
    }

    /** A node that came back reads from what was saved, until it decides something new. */
    public static Planted beforeReplay() {
        return new Planted() {
            @Override
            boolean readsHere(Replica self, boolean nothingNewYet) {
                return nothingNewYet && self.standing().decided() > 0;
            }
        };
    }

    /** A leader answers without asking whether it still leads. */
    public static Planted unconfirmed() {
        return new Planted() {
            @Override
            Reads reads(Ballot ballot, Settings settings, Membership members, Effects out) {
                return new Reads(ballot, settings, members, out) {
                    @Override
                    void start(boolean established, long decided) {
                        super.start(established, decided);
                        for (int member : members.members()) {
                            confirmed(member, round);
                        }
                    }
                };
            }
        };
    }

    /** The last read index outlives its ballot, and serves those that still wait. */
    public static Planted indexAfterItsBallot() {
        return new Planted() {
            @Override
            Reads reads(Ballot ballot, Settings settings, Membership members, Effects out) {
                return new Reads(ballot, settings, members, out) {
                    @Override
                    void die() {
                        confirming.addAll(waiting);
                        waiting.clear();
                        for (int member : members.members()) {
                            confirmed(member, round);
                        }
                        super.die();
                    }
                };
            }
        };
    }

    /** A leader answers before it has decided a block of its own ballot. */
    public static Planted beforeOwnBlock() {
        return new Planted() {
            @Override
            Reads reads(Ballot ballot, Settings settings, Membership members, Effects out) {
                return new Reads(ballot, settings, members, out) {
                    @Override
                    void start(boolean established, long decided) {
                        super.start(true, decided);
                    }
                };
            }
        };
    }

    /** A read joins the round of confirmations that is under way when it comes. */
    public static Planted joinsRound() {
        return new Planted() {
            @Override
            Reads reads(Ballot ballot, Settings settings, Membership members, Effects out) {
                return new Reads(ballot, settings, members, out) {
                    @Override
                    void ask(int node, long id) {
                        if (confirming.isEmpty()) {
                            super.ask(node, id);
                        } else {
                            confirming.add(new Waiting(node, id));
                        }
                    }
                };
            }
        };
    }
}
