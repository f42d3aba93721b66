package ariadne.chaos.workload;

import ariadne.checker.edn.Edn;
import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Reads, writes and compare-and-sets on independent registers. Every value is written once, so
 * that a read tells which write it saw.
 */
final class Register implements Workload {
    private static final int ACTIVE_KEYS = 6;
    private static final int USES_PER_KEY = 120;
    private static final int FINAL_KEYS = 30;

    private final Keys keys = new Keys(ACTIVE_KEYS, USES_PER_KEY);
    private final AtomicLong values = new AtomicLong();
    private final Map<Object, Object> lastSeen = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "register";
    }

    @Override
    public Model model() {
        return Model.CAS_REGISTER;
    }

    @Override
    public List<String> functions() {
        return List.of("read", "write", "cas");
    }

    @Override
    public Op next(long process, Random random, long timeNanos) {
        Long key = keys.next(random);
        int choice = random.nextInt(100);
        if (choice < 50) {
            return Op.invoke(process, "read", key, null, timeNanos);
        }
        Long value = values.incrementAndGet();
        if (choice < 75) {
            return Op.invoke(process, "write", key, value, timeNanos);
        }
        return Op.invoke(process, "cas", key,
                Arrays.asList(lastSeen.get(key), value), timeNanos);
    }

    @Override
    public Op carryOut(Op op, Database database, LongSupplier clock) throws InterruptedException {
        String key = "r" + op.key();
        Database.Reply reply = switch (op.f()) {
            case "read" -> database.get(key);
            case "write" -> database.put(key, Edn.print(op.value()));
            default -> {
                List<?> pair = (List<?>) op.value();
                yield database.cas(key, pair.get(0) == null ? null : Edn.print(pair.get(0)),
                        Edn.print(pair.get(1)));
            }
        };
        long now = clock.getAsLong();
        Op done = switch (reply.end()) {
            case OK -> op.f().equals("read")
                    ? op.ok(seen(op, reply.value()), now) : wrote(op, now);
            case MISMATCH -> op.refused(seen(op, reply.value()), now);
            case REFUSED -> op.fail(reply.why(), now);
            case UNKNOWN -> op.f().equals("read")
                    ? op.fail(reply.why(), now) : op.info(reply.why(), now);
        };
        return done.withPosition(reply.position()).withId(reply.id()).withNode(database.node());
    }

    private Object seen(Op op, String text) {
        Object value = text == null ? null : Stored.value(text);
        if (value != null) {
            lastSeen.put(op.key(), value);
        }
        return value;
    }

    private Op wrote(Op op, long now) {
        lastSeen.put(op.key(),
                op.f().equals("cas") ? ((List<?>) op.value()).get(1) : op.value());
        return op.ok(now);
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
