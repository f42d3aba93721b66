package ariadne.paxos;

import java.util.List;

/** Mutants of sentence 8, case b: accepted blocks are lost. */
final class DamageMutants {
    private DamageMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(8, "tail lost and ignored", Plans.A_TAIL_LOST, new Rules() {
                    @Override
                    Disk damaged(Disk disk, long kept) {
                        return disk.cut(kept);
                    }
                }),
                new Mutant(8, "mended by an old sync",
                        Plans.THE_FIRST_FOLLOWERS_TAIL_LOST_ONE_PROPOSAL,
                        Mutant.acceptor(Forgiving::new)),
                new Mutant(8, "damaged node promises", Plans.A_TAIL_LOST,
                        Mutant.acceptor(Rash::new)),
                new Mutant(8, "promise lost, too", Plans.A_TAIL_LOST, new Rules() {
                    @Override
                    Disk damaged(Disk disk, long kept) {
                        return new Disk(disk.accepted(), disk.accepted(), disk.base(),
                                disk.chain(), disk.decided(), disk.vouched(), 0)
                                .cut(kept).doubting(1);
                    }
                }));
    }

    private static class Forgiving extends Acceptor {
        Forgiving(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        boolean mends(Message.Sync m) {
            return true;
        }
    }

    private static class Rash extends Acceptor {
        Rash(Saved saved, Chain chain, long messageBytes, Effects out) {
            super(saved, chain, messageBytes, out);
        }

        @Override
        Message prepare(Message.Prepare m) {
            boolean doubt = doubtful;
            doubtful = false;
            Message answer = super.prepare(m);
            doubtful = doubt;
            return answer;
        }
    }
}
