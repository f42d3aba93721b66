package ariadne.checker.oracle;

import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Large histories of honest registers, one for each key, as a real test would record them. */
public final class Workload {
  private final SplittableRandom random;
  private final int keys;
  private final Object[] registers;
  private final int values;
  private long fresh;
  private final List<Op> ops = new ArrayList<>();

  private Workload(long seed, int keys, int values) {
    random = new SplittableRandom(seed);
    this.keys = keys;
    this.values = values;
    registers = new Object[keys];
  }

  /**
   * A linearizable history.
   *
   * @param values how many different ones are written; 0 for unique ones
   * @param infoPerMille how many of a thousand updates have an unknown outcome
   */
  public static List<Op> ops(long seed, int keys, int clients, int operations, int values,
      int infoPerMille) {
    Workload workload = new Workload(seed, keys, values);
    Op[] open = new Op[clients];
    Op[] done = new Op[clients];
    long[] process = new long[clients];
    for (int c = 0; c < clients; c++) {
      process[c] = c;
    }
    int left = operations;
    while (left > 0) {
      int c = workload.random.nextInt(clients);
      long now = workload.ops.size() * 10_000L;
      if (open[c] == null) {
        open[c] = workload.invocation(process[c], now);
        workload.ops.add(open[c]);
        left--;
      } else if (done[c] == null) {
        done[c] = workload.effect(open[c]);
      } else {
        boolean lost = !open[c].f().equals("read")
            && workload.random.nextInt(1000) < infoPerMille;
        Op end = done[c];
        workload.ops.add(lost ? open[c].info("timeout", now)
            : end.seen() != null ? open[c].refused(end.seen().value(), now)
                : open[c].ok(end.value(), now));
        process[c] += lost ? clients : 0;
        open[c] = null;
        done[c] = null;
      }
    }
    return workload.ops;
  }

  private Op invocation(long process, long now) {
    int key = random.nextInt(keys);
    Object value = values == 0 ? Long.valueOf(++fresh) : Long.valueOf(random.nextInt(values));
    return switch (random.nextInt(3)) {
      case 0 -> Op.invoke(process, "write", (long) key, value, now);
      case 1 -> Op.invoke(process, "cas", (long) key, Arrays.asList(registers[key], value), now);
      default -> Op.invoke(process, "read", (long) key, null, now);
    };
  }

  private Op effect(Op invocation) {
    int key = (int) (long) (Long) invocation.key();
    Object value = invocation.value();
    if (invocation.f().equals("read")) {
      return invocation.ok(registers[key], 0);
    }
    if (invocation.f().equals("cas")) {
      List<?> pair = (List<?>) value;
      if (!java.util.Objects.equals(pair.get(0), registers[key])) {
        return invocation.refused(registers[key], 0);
      }
      registers[key] = pair.get(1);
    } else {
      registers[key] = value;
    }
    return invocation.ok(value, 0);
  }

  /** The same with one read, past {@code from}, that returns what was there long before. */
  public static History withStaleRead(List<Op> ops, int from) {
    List<Op> lying = new ArrayList<>(ops);
    for (int i = from; i < ops.size(); i++) {
      Op read = ops.get(i);
      if (read.f().equals("read") && read.type().word().equals("ok")) {
        for (int j = from / 2; j > 0; j--) {
          Op write = ops.get(j);
          if (write.f().equals("write") && write.type().word().equals("ok")
              && write.key().equals(read.key())) {
            lying.set(i, read.withKey(read.key(), write.value()));
            return History.of(lying);
          }
        }
      }
    }
    throw new IllegalStateException("no read to falsify");
  }
}
