package ariadne.simulator.protocol;

import ariadne.paxos.Hash;
import ariadne.paxos.Hasher;
import ariadne.simulator.Dice;
import java.util.List;

/** A fast hash of blocks without an enemy in mind; the simulator decides thousands a second. */
final class QuickHasher implements Hasher {
    private static final Hash GENESIS = new Hash(
            0xA71AD4E5L << 32, 0, 0, 1);

    static Hash genesis() {
        return GENESIS;
    }

    @Override
    public Hash hash(long height, Hash parent, List<byte[]> transactions) {
        long a = Dice.mix(parent.a() ^ height);
        long b = Dice.mix(parent.b() + height);
        for (byte[] transaction : transactions) {
            a = Dice.mix(a ^ Operation.id(transaction));
            b = Dice.mix(b + a + transaction.length);
        }
        return new Hash(a, b, Dice.mix(a + b), Dice.mix(a ^ parent.d()));
    }
}
