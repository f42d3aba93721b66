package ariadne.chain;

import ariadne.paxos.Membership;
import java.util.List;

/** What the tests of a chain have in common. */
final class Fixture {
    /** Of a cluster whose members never change. */
    static final Membership MEMBERS = Membership.first(List.of(1, 2, 3));

    private Fixture() {}
}
