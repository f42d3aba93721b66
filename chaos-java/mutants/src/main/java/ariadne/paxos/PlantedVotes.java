package ariadne.paxos;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bugs in what is promised, accepted, adopted and decided. */
public final class PlantedVotes {
    private PlantedVotes() {}

    /** Phase 1 goes on from what the candidate knows decided, whatever was accepted. */
    public static Planted forgetfulPhase1() {
        return new Planted() {
            @Override
            Candidate candidate(
                    Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
                return new Candidate(ballot, settings, acceptor, out) {
                    @Override
                    void promised(int from, Message.Promise m) {
                        promises.put(from, new Promised(m.standing(), List.of()));
                    }

                    @Override
                    Promised best(Promised own, Map<Integer, Promised> others) {
                        Standing standing = own.standing();
                        return new Promised(new Standing(standing.promised(),
                                standing.accepted(), standing.decided(),
                                acceptor.chain.hashAt(standing.decided()), standing.decided()),
                                List.of());
                    }
                };
            }
        };
    }

    /** Phase 1 takes the longest chain, whatever ballot it was accepted under. */
    public static Planted longestChain() {
        return new Planted() {
            @Override
            Candidate candidate(
                    Ballot ballot, Settings settings, Acceptor acceptor, Effects out) {
                return new Candidate(ballot, settings, acceptor, out) {
                    @Override
                    Promised best(Promised own, Map<Integer, Promised> others) {
                        Promised best = own;
                        for (Promised other : others.values()) {
                            if (other.standing().tip() > best.standing().tip()) {
                                best = other;
                            }
                        }
                        return best;
                    }
                };
            }
        };
    }

    /** A promise that comes after the adoption is adopted too. */
    public static Planted latePromise() {
        return new Planted() {
            @Override
            boolean adoptsLate(Message.Promise m) {
                return m.standing().accepted().above(Ballot.ZERO);
            }
        };
    }

    /** A leader decides what so many fewer than a majority hold, itself included. */
    public static Planted decidedWith(int fewer) {
        return new Planted() {
            @Override
            Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Hasher hasher,
                    Effects out) {
                return new Leader(ballot, settings, acceptor, hasher, out) {
                    @Override
                    void decide() {
                        int members = acceptor.chain.membership().members().size();
                        long[] heights = new long[members];
                        int i = 0;
                        for (Progress progress : followers().values()) {
                            heights[i++] = progress.acked;
                        }
                        heights[i] = forced();
                        Arrays.sort(heights);
                        int enough = Math.max(1, members / 2 + 1 - fewer);
                        long height = heights[members - enough];
                        if (height >= first && height <= acceptor.chain.tip()) {
                            acceptor.chain.decide(height);
                        }
                    }
                };
            }
        };
    }

    /** A leader decides on its own force alone. */
    public static Planted decidedAlone() {
        return new Planted() {
            @Override
            Leader leader(Ballot ballot, Settings settings, Acceptor acceptor, Hasher hasher,
                    Effects out) {
                return new Leader(ballot, settings, acceptor, hasher, out) {
                    @Override
                    void decide() {
                        if (forced() >= first) {
                            acceptor.chain.decide(forced());
                        }
                    }
                };
            }
        };
    }

    /** An Accept is taken though more was promised. */
    public static Planted acceptsOldBallots() {
        return new Planted() {
            @Override
            Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
                return new Acceptor(saved, chain, messageBytes, out) {
                    @Override
                    Message accept(Message.Accept m) {
                        if (m.ballot().equals(accepted) && m.ballot().below(promised)
                                && m.parent() == chain.tip() && !chain.stopping()
                                && chain.holds(m.parent(), m.parentHash())) {
                            m.blocks().stream().takeWhile(block -> !chain.stopping())
                                    .forEach(chain::append);
                            return new Message.Accepted(
                                    m.ballot(), chain.tip(), chain.tipHash());
                        }
                        return super.accept(m);
                    }
                };
            }
        };
    }

    /** A decided height is believed from whoever says it. */
    public static Planted believesAnyone() {
        return new Planted() {
            @Override
            Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
                return new Acceptor(saved, chain, messageBytes, out) {
                    @Override
                    void decided(Ballot ballot, long height) {
                        chain.decide(Math.min(height, chain.tip()));
                    }
                };
            }
        };
    }

    /** The first part of a sync records the accepted ballot. */
    public static Planted acceptsParts() {
        return new Planted() {
            @Override
            Acceptor acceptor(Saved saved, Chain chain, long messageBytes, Effects out) {
                return new Acceptor(saved, chain, messageBytes, out) {
                    @Override
                    Message sync(Message.Sync m) {
                        return super.sync(new Message.Sync(m.ballot(), m.parent(),
                                m.parentHash(), m.blocks(), true, m.decided(), m.answers()));
                    }
                };
            }
        };
    }

    /** Who was a member once votes on in later eras, and is counted. */
    public static Planted votesInAnyEra() {
        return new Planted() {
            @Override
            boolean takesAnyEra(Replica self, int from, Message message) {
                return message instanceof Message.Promise || message instanceof Message.Prepare
                        || message instanceof Message.Sync || message instanceof Message.Accept;
            }
        };
    }

    /** Whoever does not lead stands at once, again and again, whoever else stands or leads. */
    public static Planted dueling() {
        return new Planted() {
            @Override
            Election election(Settings settings, Membership members, Chance chance) {
                return new Election(settings, members, chance) {
                    @Override
                    boolean stands(Ballot leads) {
                        return leads.equals(Ballot.ZERO) && reachesMajority();
                    }
                };
            }
        };
    }
}
