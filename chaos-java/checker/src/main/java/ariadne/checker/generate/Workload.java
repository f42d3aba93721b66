package ariadne.checker.generate;

import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpType;
import ariadne.checker.history.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A history of honest registers, one for each key, as a test would record it: a third each of
 * reads, writes and compare-and-sets by clients that overlap at random. Linearizable; equal
 * workloads make equal histories. What makes one hard is one key, many clients, few values, many
 * unknown outcomes, and a lie: see {@link #staleRead}.
 *
 * @param seed of all that is drawn
 * @param keys how many registers
 * @param clients how many operations are open at a time, at most
 * @param operations how many are invoked
 * @param values how many different ones are written; 0 for unique ones
 * @param infoPerMille how many of a thousand updates have an unknown outcome
 */
public record Workload(long seed, int keys, int clients, int operations, int values,
    int infoPerMille) {
  private static final long EVENT_NANOS = 10_000;

  public Workload {
    if (keys < 1 || clients < 1 || operations < 1 || values < 0 || infoPerMille < 0
        || infoPerMille > 1000) {
      throw new IllegalArgumentException("no workload: " + keys + " keys, " + clients
          + " clients, " + operations + " operations, " + values + " values, " + infoPerMille
          + " of a thousand unknown");
    }
  }

  /** Unique values, and every outcome is known. */
  public static Workload of(int keys, int clients, int operations) {
    return new Workload(1, keys, clients, operations, 0, 0);
  }

  /** The same, drawn otherwise. */
  public Workload withSeed(long newSeed) {
    return new Workload(newSeed, keys, clients, operations, values, infoPerMille);
  }

  /** The same with so many different values: then zones can't judge, and it is searched. */
  public Workload withValues(int different) {
    return new Workload(seed, keys, clients, operations, different, infoPerMille);
  }

  /** The same with so many unknown outcomes among a thousand updates. */
  public Workload withInfoPerMille(int unknown) {
    return new Workload(seed, keys, clients, operations, values, unknown);
  }

  /** The history, in which each operation says where in the chain it took effect. */
  public List<Op> ops() {
    return new Run().ops();
  }

  /** The same, of servers that claim no order: the witness has nothing to say. */
  public static List<Op> withoutPositions(List<Op> ops) {
    return ops.stream().map(op -> op.withPosition(null)).toList();
  }

  /**
   * The same with one lie: the first successful read from an index on whose key was written long
   * before, by half of that index, returns that old value.
   *
   * @throws IllegalArgumentException when there is no such read
   */
  public static History staleRead(List<Op> ops, int from) {
    List<Op> lying = new ArrayList<>(ops);
    for (int i = from; i < ops.size(); i++) {
      Op read = ops.get(i);
      if (read.f().equals("read") && read.type() == OpType.OK) {
        for (int j = from / 2; j > 0; j--) {
          Op write = ops.get(j);
          if (write.f().equals("write") && write.type() == OpType.OK
              && write.key().equals(read.key())) {
            lying.set(i, read.withKey(read.key(), write.value()));
            return History.of(lying);
          }
        }
      }
    }
    throw new IllegalArgumentException("no read to falsify from index " + from + " on");
  }

  /** What happens while it is made. */
  private final class Run {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Object[] registers = new Object[keys];
    private final List<Op> made = new ArrayList<>(2 * operations);
    private long fresh;
    private long height;

    List<Op> ops() {
      Op[] open = new Op[clients];
      Op[] done = new Op[clients];
      long[] process = new long[clients];
      for (int c = 0; c < clients; c++) {
        process[c] = c;
      }
      int left = operations;
      int busy = 0;
      while (left > 0 || busy > 0) {
        int c = random.nextInt(clients);
        long now = made.size() * EVENT_NANOS;
        if (open[c] == null && left > 0) {
          open[c] = invocation(process[c], now);
          made.add(open[c]);
          left--;
          busy++;
        } else if (open[c] != null && done[c] == null) {
          done[c] = effect(open[c]);
        } else if (open[c] != null) {
          boolean lost = !open[c].f().equals("read") && random.nextInt(1000) < infoPerMille;
          made.add(completion(open[c], done[c], lost, now));
          process[c] += lost ? clients : 0;
          open[c] = null;
          done[c] = null;
          busy--;
        }
      }
      return made;
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

    /** Every update has a block of its own. */
    private Op effect(Op invocation) {
      int key = (int) (long) (Long) invocation.key();
      if (invocation.f().equals("read")) {
        return invocation.ok(registers[key], 0).withPosition(Position.read(height));
      }
      Position position = new Position(++height, 0);
      Object value = invocation.value();
      if (invocation.f().equals("cas")) {
        List<?> pair = (List<?>) value;
        if (!Objects.equals(pair.get(0), registers[key])) {
          return invocation.refused(registers[key], 0).withPosition(position);
        }
        registers[key] = pair.get(1);
      } else {
        registers[key] = value;
      }
      return invocation.ok(value, 0).withPosition(position);
    }

    private static Op completion(Op open, Op done, boolean lost, long now) {
      Op end = lost ? open.info("timeout", now)
          : done.seen() != null ? open.refused(done.seen().value(), now)
              : open.ok(done.value(), now);
      return end.withPosition(done.position());
    }
  }
}
