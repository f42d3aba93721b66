package ariadne.bench.micro;

import ariadne.chain.Sha256Hasher;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Request;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.wire.Transactions;
import ariadne.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Puts of 256 bytes as they come from clients, and blocks of them. */
final class Blocks {
    static final int VALUE_BYTES = 256;
    static final int KEYS = 10_000;

    private static final Transactions CODEC = new Transactions(WireLimits.STANDARD);

    private Blocks() {}

    static Request put(long session, long sequence, SplittableRandom random) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        String key = String.format("bench/%010d", random.nextInt(KEYS));
        return new Request(session, sequence, sequence, new Command.Put(
                Bytes.of(key.getBytes(StandardCharsets.US_ASCII)), Bytes.of(value)));
    }

    static List<byte[]> transactions(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> transactions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            transactions.add(CODEC.encode(put(65_536, i, random)));
        }
        return transactions;
    }

    static Block block(long height, Hash parent, List<byte[]> transactions) {
        return new Block(height, parent, transactions,
                new Sha256Hasher().hash(height, parent, transactions));
    }
}
