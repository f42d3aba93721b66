package ariadne.chaos.workload;

import ariadne.checker.edn.Edn;
import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Elements added to sets, each set the value of one key: an add reads the set and puts a larger
 * one in its place by compare-and-set. A lost element is a lost update.
 */
final class SetOfElements implements Workload {
    private static final int ACTIVE_KEYS = 4;
    private static final int USES_PER_KEY = 60;
    private static final int FINAL_KEYS = 40;
    private static final int TRIES = 8;

    private final Keys keys = new Keys(ACTIVE_KEYS, USES_PER_KEY);
    private final AtomicLong elements = new AtomicLong();

    @Override
    public String name() {
        return "set";
    }

    @Override
    public Model model() {
        return Model.SET;
    }

    @Override
    public List<String> functions() {
        return List.of("add", "read");
    }

    @Override
    public Op next(long process, Random random, long timeNanos) {
        Long key = keys.next(random);
        return random.nextInt(100) < 65
                ? Op.invoke(process, "add", key, elements.incrementAndGet(), timeNanos)
                : Op.invoke(process, "read", key, null, timeNanos);
    }

    @Override
    public Op carryOut(Op op, Database database, LongSupplier clock) throws InterruptedException {
        String key = "s" + op.key();
        Database.Reply found = database.get(key);
        if (op.f().equals("read")) {
            Op read = found.end() == Database.End.OK
                    ? op.ok(new HashSet<>(list(found.value())), clock.getAsLong())
                    : op.fail(found.why(), clock.getAsLong());
            return read.withPosition(found.position()).withNode(database.node());
        }
        if (found.end() != Database.End.OK) {
            return op.fail(found.why(), clock.getAsLong()).withNode(database.node());
        }
        return add(op, key, found.value(), database, clock);
    }

    private static Op add(Op op, String key, String first, Database database, LongSupplier clock)
            throws InterruptedException {
        String before = first;
        for (int i = 0; i < TRIES; i++) {
            List<Object> larger = new ArrayList<>(list(before));
            larger.add(op.value());
            Database.Reply reply = database.cas(key, before, Edn.print(larger));
            boolean thereAlready = list(reply.value()).contains(op.value());
            if (reply.end() == Database.End.MISMATCH && !thereAlready) {
                before = reply.value();
                continue;
            }
            long now = clock.getAsLong();
            Op done = switch (reply.end()) {
                case OK -> op.ok(now);
                case UNKNOWN -> op.info(reply.why(), now);
                case REFUSED -> op.fail(reply.why(), now);
                // A second add would cover up what the database did.
                case MISMATCH -> op.fail(
                        "judged to be without effect, yet its element is there", now);
            };
            return done.withPosition(reply.position()).withId(reply.id())
                    .withNode(database.node());
        }
        return op.fail("the set changed " + TRIES + " times", clock.getAsLong())
                .withNode(database.node());
    }

    private static List<?> list(String text) {
        return text == null ? List.of()
                : Stored.value(text) instanceof List<?> elements ? elements : List.of(text);
    }

    @Override
    public List<Op> finalReads(long process, long timeNanos) {
        List<Op> reads = new ArrayList<>();
        for (Long key : keys.latest(FINAL_KEYS)) {
            reads.add(Op.invoke(process, "read", key, null, timeNanos));
        }
        return reads;
    }
}
