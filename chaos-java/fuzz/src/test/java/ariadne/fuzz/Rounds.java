package ariadne.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bounded number of rounds on one target: the corpus as it is, then changed. {@code
 * -Dariadne.fuzz.times=N} makes it N times as many; {@code -Dariadne.fuzz.seed=S} and {@code
 * -Dariadne.fuzz.round=R} repeat one round.
 */
public final class Rounds {
    private static final ThreadMXBean MEMORY =
            (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final Corpus corpus;

    public Rounds(Target target) {
        this.target = target;
        this.corpus = new Corpus(target.name());
    }

    /** The seed of this run. */
    public static long seed() {
        return Long.getLong("ariadne.fuzz.seed", new Random().nextLong());
    }

    /** How many rounds to run where {@code few} are run by default. */
    public static int count(int few) {
        return Math.multiplyExact(few, Integer.getInteger("ariadne.fuzz.times", 1));
    }

    /** Runs; the first finding is kept in the corpus and thrown. */
    public void run(int few) throws Exception {
        Map<String, byte[]> inputs = corpus.inputs();
        for (Map.Entry<String, byte[]> each : inputs.entrySet()) {
            attempt(each.getValue(), "input " + each.getKey());
        }
        List<byte[]> words = Arrays.stream(target.words())
                .map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
        List<byte[]> good = new ArrayList<>(inputs.values());
        long seed = seed();
        System.out.println("fuzz " + target.name() + ": seed " + seed);
        Long only = Long.getLong("ariadne.fuzz.round");
        long first = only == null ? 0 : only;
        long end = only == null ? count(few) : only + 1;
        for (long round = first; round < end; round++) {
            byte[] input = new Mutator(good, words, seed, round).next();
            String name = "-Dariadne.fuzz.seed=" + seed + " -Dariadne.fuzz.round=" + round;
            try {
                attempt(input, name);
            } catch (Exception | Error e) {
                Path kept = corpus.keep(input);
                throw new AssertionError(name + ", kept as " + kept, e);
            }
        }
    }

    private void attempt(byte[] input, String name) throws Exception {
        long allowed = target.freeBytes() + (long) target.bytesPerByte() * input.length;
        long taken = taken(input, name);
        if (taken > allowed) {
            taken = taken(input, name); // What was loaded and kept the first time is paid once.
        }
        if (taken > allowed) {
            throw new AssertionError(name + " of " + input.length + " bytes takes " + taken
                    + " bytes of memory, allowed are " + allowed);
        }
    }

    private long taken(byte[] input, String name) throws Exception {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        try {
            target.reader().read(input.clone());
        } catch (Exception | Error e) {
            throw new AssertionError("on " + name + " of " + input.length + " bytes", e);
        }
        return MEMORY.getCurrentThreadAllocatedBytes() - before;
    }
}
