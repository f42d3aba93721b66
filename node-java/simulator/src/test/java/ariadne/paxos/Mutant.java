package ariadne.paxos;

import java.util.Map;

/** Replicas with one rule broken each, which the simulator must find out. */
public enum Mutant {
    /** Phase 1 keeps the candidate's own chain, whatever the others have accepted. */
    PHASE_1_IGNORES_ACCEPTED {
        @Override
        Candidate candidate(Ballot ballot, Parts parts) {
            return new Candidate(ballot, parts.settings, parts.acceptor, parts.out) {
                @Override
                Promised best(Promised own, Map<Integer, Promised> others) {
                    return own;
                }
            };
        }
    },
    /** Phase 1 takes the longest chain, whatever ballot it was accepted under. */
    PHASE_1_TAKES_THE_LONGEST {
        @Override
        Candidate candidate(Ballot ballot, Parts parts) {
            return new Candidate(ballot, parts.settings, parts.acceptor, parts.out) {
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
    },
    /** A promise that comes after the adoption is adopted too. */
    LATE_PROMISE {
        @Override
        void late(Replica self, int from, Message.Promise m) {
            if (m.standing().accepted().above(Ballot.ZERO)) {
                self.acceptor.replaceAbove(m.blocks());
            }
        }
    },
    /** A block is decided on the leader's own force. */
    DECIDED_BEFORE_MAJORITY {
        @Override
        Leader leader(Ballot ballot, Parts parts) {
            return new Leader(ballot, parts.settings, parts.acceptor, parts.hasher, parts.out) {
                @Override
                void decide() {
                    if (forced() >= first) {
                        parts.acceptor.chain.decide(forced());
                    }
                }
            };
        }
    },
    /** Any node reads from what it has. */
    STALE_READS {
        @Override
        boolean reads(Replica self, long id) {
            self.out.note(new Note.ReadAt(id, self.standing().decided()));
            return true;
        }
    },
    /** A leader answers reads without asking whether it still leads. */
    READS_NOT_CONFIRMED {
        @Override
        boolean reads(Replica self, long id) {
            if (self.leads().equals(Ballot.ZERO)) {
                return false;
            }
            self.out.note(new Note.ReadAt(id, self.standing().decided()));
            return true;
        }
    },
    /** A read index is given before a block of the own ballot is decided. */
    READ_BEFORE_OWN_BLOCK {
        @Override
        Reads reads(Ballot ballot, Parts parts) {
            return new Reads(
                    ballot, parts.settings, parts.acceptor.chain.membership(), parts.out) {
                @Override
                void start(boolean established, long decided) {
                    super.start(true, decided);
                }
            };
        }
    },
    /** An Accept is taken though more was promised. */
    ACCEPT_BELOW_THE_PROMISE {
        @Override
        Acceptor acceptor(Saved saved, Chain chain, Parts parts) {
            return new Acceptor(saved, chain, parts.settings.messageBytes(), parts.out) {
                @Override
                Message accept(Message.Accept m) {
                    if (m.ballot().equals(accepted) && m.ballot().below(promised)
                            && m.parent() == chain.tip()
                            && chain.holds(m.parent(), m.parentHash())) {
                        m.blocks().forEach(chain::append);
                        return new Message.Accepted(m.ballot(), chain.tip(), chain.tipHash());
                    }
                    return super.accept(m);
                }
            };
        }
    },
    /** A decided height is believed from whoever says it. */
    DECIDED_FROM_ANYONE {
        @Override
        Acceptor acceptor(Saved saved, Chain chain, Parts parts) {
            return new Acceptor(saved, chain, parts.settings.messageBytes(), parts.out) {
                @Override
                void decided(Ballot ballot, long height) {
                    chain.decide(Math.max(chain.decided(), Math.min(height, chain.tip())));
                }
            };
        }
    },
    /** The first part of a sync records the accepted ballot. */
    ACCEPTED_WITH_A_PART {
        @Override
        Acceptor acceptor(Saved saved, Chain chain, Parts parts) {
            return new Acceptor(saved, chain, parts.settings.messageBytes(), parts.out) {
                @Override
                Message sync(Message.Sync m) {
                    return super.sync(new Message.Sync(m.ballot(), m.parent(), m.parentHash(),
                            m.blocks(), true, m.decided(), 0));
                }
            };
        }
    };

    /** What a part of a replica is made from. */
    record Parts(Settings settings, Acceptor acceptor, Hasher hasher, Effects out) {}

    Acceptor acceptor(Saved saved, Chain chain, Parts parts) {
        return new Acceptor(saved, chain, parts.settings.messageBytes(), parts.out);
    }

    Candidate candidate(Ballot ballot, Parts parts) {
        return new Candidate(ballot, parts.settings, parts.acceptor, parts.out);
    }

    Leader leader(Ballot ballot, Parts parts) {
        return new Leader(ballot, parts.settings, parts.acceptor, parts.hasher, parts.out);
    }

    Reads reads(Ballot ballot, Parts parts) {
        return new Reads(ballot, parts.settings, parts.acceptor.chain.membership(), parts.out);
    }

    /** Whether the mutant has answered the read itself. */
    boolean reads(Replica self, long id) {
        return false;
    }

    void late(Replica self, int from, Message.Promise m) {
        throw new AssertionError("only for the mutant that has it");
    }

    /** A replica with this rule broken. */
    public Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Stops stops, Chance chance) {
        Mutant rule = this;
        return new Replica(settings, saved, archive, hasher, stops, chance) {
            private Parts parts() {
                return new Parts(this.settings, acceptor, hasher, out);
            }

            @Override
            Acceptor newAcceptor(Saved from, Chain chain) {
                return rule.acceptor(from, chain, new Parts(this.settings, null, null, out));
            }

            @Override
            Candidate newCandidate(Ballot ballot) {
                return rule.candidate(ballot, parts());
            }

            @Override
            Leader newLeader(Ballot ballot) {
                return rule.leader(ballot, parts());
            }

            @Override
            Reads newReads(Ballot ballot) {
                return rule.reads(ballot, parts());
            }

            @Override
            void read(long id) {
                if (!rule.reads(this, id)) {
                    super.read(id);
                }
            }

            @Override
            void late(int from, Message.Promise m) {
                if (rule == LATE_PROMISE) {
                    rule.late(this, from, m);
                }
                super.late(from, m);
            }
        };
    }

}
