package ariadne.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Makes bad bytes of good ones: a function of the seed, the round and the corpus. */
public final class Mutator {
    private static final long[] EXTREMES = {0, 1, -1, 2, 3, 4, 0x7f, 0x80, 0xff, 0x7fff, 0xffff,
        0x10000, 8 << 20, (8 << 20) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE,
        Long.MIN_VALUE, Long.MAX_VALUE - 1, 1L << 32, 1L << 62};
    private static final int LONGEST_BYTES = 1 << 16;

    private final List<byte[]> corpus;
    private final List<byte[]> words;
    private final Random random;

    /**
     * A mutator of one round.
     *
     * @param words that mean something where the bytes go
     */
    public Mutator(List<byte[]> corpus, List<byte[]> words, long seed, long round) {
        this.corpus = corpus;
        this.words = words;
        // A linear generator's first draws are alike for seeds that are: hence the odd factor.
        this.random = new Random(seed + round * 0x9e3779b97f4a7c15L);
    }

    /** An input of the corpus with a few changes, or noise. */
    public byte[] next() {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        if (random.nextInt(50) == 0) {
            bytes = noise(random.nextInt(300));
        }
        for (int i = 1 + random.nextInt(1 + random.nextInt(8)); i > 0; i--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    /** A number of the same chance, for what is not in the bytes. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    private byte[] change(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(Math.min(bytes.length - at, 64) + 1);
        return switch (random.nextInt(10)) {
            case 0 -> flip(bytes);
            case 1 -> set(bytes, 1);
            case 2 -> set(bytes, 4);
            case 3 -> set(bytes, 8);
            case 4 -> splice(bytes, at, at, noise(random.nextInt(9)));
            case 5 -> splice(bytes, at, end, new byte[0]);
            case 6 -> splice(bytes, at, bytes.length, tail());
            case 7 -> splice(bytes, at, at, repeated(bytes, at, end));
            case 8 -> splice(bytes, at, random.nextBoolean() ? at : end, word());
            default -> splice(bytes, at, bytes.length, new byte[0]);
        };
    }

    private byte[] flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] set(byte[] bytes, int size) {
        if (bytes.length >= size) {
            long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
            byte[] number = ByteBuffer.allocate(8).putLong(extreme).array();
            System.arraycopy(number, 8 - size, bytes, random.nextInt(bytes.length - size + 1),
                    size);
        }
        return bytes;
    }

    private byte[] tail() {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextInt(other.length + 1);
        return splice(other, 0, from, new byte[0]);
    }

    private byte[] word() {
        return words.isEmpty() ? noise(4) : words.get(random.nextInt(words.size()));
    }

    private byte[] repeated(byte[] bytes, int at, int end) {
        byte[] part = end > at && random.nextBoolean()
                ? splice(splice(bytes, end, bytes.length, new byte[0]), 0, at, new byte[0])
                : word();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int times = 1 << random.nextInt(13);
        for (int i = 0; i < times && out.size() + part.length < LONGEST_BYTES / 4; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        int length = bytes.length - (to - from) + middle.length;
        if (length > LONGEST_BYTES) {
            return bytes;
        }
        return ByteBuffer.allocate(length).put(bytes, 0, from).put(middle)
                .put(bytes, to, bytes.length - to).array();
    }
}
