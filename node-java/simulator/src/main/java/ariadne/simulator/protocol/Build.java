package ariadne.simulator.protocol;

import ariadne.paxos.Archive;
import ariadne.paxos.Chance;
import ariadne.paxos.Durable;
import ariadne.paxos.Hasher;
import ariadne.paxos.Message;
import ariadne.paxos.Replica;
import ariadne.paxos.Saved;
import ariadne.paxos.Settings;
import ariadne.paxos.Stops;

/** What nodes are built of. The true one; mutants of the tests replace a part. */
class Build {
    Replica replica(Settings settings, Saved saved, Archive archive, Hasher hasher,
            Chance chance) {
        return new Replica(settings, saved, archive, hasher, Stops.none(), chance);
    }

    /** Whether a message waits for the force. */
    boolean waits(Message message) {
        return message.claims();
    }

    /** Whether a record wants to be forced. */
    boolean needsForce(Durable durable) {
        return durable.needsForce();
    }
}
