package ariadne.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * What the operations are about.
 *
 * @param op put or get
 * @param keys as many different ones
 * @param valueBytes of each value
 * @param seed of the values and of the order of the keys
 */
public record Work(String op, int keys, int valueBytes, long seed) {
    /** The key with a number, 16 bytes. */
    byte[] key(int number) {
        return String.format("bench/%010d", number).getBytes(StandardCharsets.US_ASCII);
    }

    byte[][] allKeys() {
        byte[][] all = new byte[keys][];
        for (int i = 0; i < keys; i++) {
            all[i] = key(i);
        }
        return all;
    }

    byte[] value(SplittableRandom random) {
        byte[] value = new byte[valueBytes];
        random.nextBytes(value);
        return value;
    }

    boolean reads() {
        return op.equals("get");
    }
}
