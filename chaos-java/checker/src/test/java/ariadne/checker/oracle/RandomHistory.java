package ariadne.checker.oracle;

import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Small random histories of a register or set that is really there, some honest and some not:
 * reads that lie, updates that get lost, positions out of order.
 */
public final class RandomHistory {

  /** A history; an honest one is linearizable by construction, and its positions are true. */
  public record Sample(History history, boolean honest) {}

  /** One operation under way, or one of unknown outcome that may still take effect. */
  private static final class Running {
    Op invocation;
    int invokedAt;
    int completedAt = -1;
    boolean judged;
    boolean changed;
    Object answer;
    Position position;
  }

  private final SplittableRandom random;
  private final Model model;
  private final boolean unique;
  private final boolean honest;
  private final boolean shuffled;
  private final List<Op> ops = new ArrayList<>();
  private final List<Running> all = new ArrayList<>();
  private final List<Running> ghosts = new ArrayList<>();
  private final List<Object> written = new ArrayList<>();
  private Object register;
  private final Set<Object> set = new HashSet<>();
  private long height;
  private int index;
  private boolean served;

  private RandomHistory(Model model, boolean unique, long seed) {
    this.random = new SplittableRandom(seed);
    this.model = model;
    this.unique = unique;
    this.honest = random.nextInt(4) == 0;
    this.shuffled = !honest && random.nextInt(3) == 0;
    written.add(null);
  }

  /** A history of up to {@code most} operations that depends on nothing but the arguments. */
  public static Sample of(Model model, boolean unique, int most, long seed) {
    return new RandomHistory(model, unique, seed).run(most);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private Sample run(int most) {
    int left = 2 + random.nextInt(most - 1);
    Running[] processes = new Running[2 + random.nextInt(3)];
    boolean open = false;
    while (left > 0 || open) {
      int p = random.nextInt(processes.length);
      Running running = processes[p];
      if (running == null) {
        if (left > 0) {
          left--;
          processes[p] = invoke(p);
        }
      } else if (!running.judged && oneIn(2)) {
        judge(running);
      } else if (left > 0 || !oneIn(20)) {
        complete(running);
        processes[p] = null;
      } else {
        processes[p] = null;
      }
      if (!ghosts.isEmpty() && oneIn(3)) {
        judge(ghosts.remove(random.nextInt(ghosts.size())));
      }
      open = Arrays.stream(processes).anyMatch(r -> r != null);
    }
    for (Running running : all) {
      if (running.position != null) {
        Position where = shuffled && oneIn(3)
            ? new Position(random.nextInt(4), random.nextInt(3)) : running.position;
        int at = running.completedAt >= 0 ? running.completedAt : running.invokedAt;
        ops.set(at, ops.get(at).withPosition(where));
      }
    }
    return new Sample(History.of(ops), honest);
  }

  private Running invoke(int process) {
    Running running = new Running();
    running.invokedAt = ops.size();
    running.invocation = invocation(process);
    ops.add(running.invocation);
    all.add(running);
    return running;
  }

  private Op invocation(int process) {
    long now = 1_000L * ops.size();
    if (oneIn(2)) {
      return Op.invoke(process, "read", null, null, now);
    }
    Object value = unique ? (Object) (long) written.size() : (Object) (long) random.nextInt(3);
    if (!unique && model != Model.SET && oneIn(12)) {
      value = null;
    }
    Object expected = honest || !oneIn(3) ? register : written.get(random.nextInt(written.size()));
    written.add(value);
    if (model == Model.SET) {
      return Op.invoke(process, "add", null, value, now);
    }
    return oneIn(2)
        ? Op.invoke(process, "write", null, value, now)
        : Op.invoke(process, "cas", null, Arrays.asList(expected, value), now);
  }

  private Object anyValue() {
    return oneIn(12) ? (Object) 99L : written.get(random.nextInt(written.size()));
  }

  /** The moment at which it takes effect. */
  private void judge(Running running) {
    boolean lies = !honest && (model == Model.SET ? !oneIn(4) : oneIn(2));
    running.judged = true;
    if (running.invocation.f().equals("read")) {
      served = true;
      running.position = Position.read(height);
      running.answer = model == Model.SET ? seenSet(lies) : lies ? anyValue() : register;
      return;
    }
    if (served || oneIn(2)) {
      height++;
      index = 0;
      served = false;
    }
    running.position = new Position(height, index++);
    Object value = running.invocation.value();
    running.changed = true;
    if (running.invocation.f().equals("cas")) {
      List<?> pair = (List<?>) value;
      boolean matches = Objects.equals(register, pair.get(0));
      running.changed = matches != lies;
      running.answer = lies && oneIn(2) ? anyValue() : register;
      value = pair.get(1);
      lies &= oneIn(2);
    }
    if (running.changed && !lies) {
      register = value;
      set.add(value);
    }
  }

  private Object seenSet(boolean lies) {
    Set<Object> seen = new HashSet<>(set);
    if (lies) {
      Object one = written.size() == 1 || oneIn(12)
          ? (Object) 99L : written.get(1 + random.nextInt(written.size() - 1));
      if (!seen.remove(one)) {
        seen.add(one);
      }
    }
    return seen;
  }

  private void complete(Running running) {
    Op invocation = running.invocation;
    long now = 1_000L * ops.size();
    running.completedAt = ops.size();
    int luck = random.nextInt(8);
    if (luck == 0) {
      ops.add(invocation.info("timeout", now));
      if (!running.judged) {
        ghosts.add(running);
      }
    } else if (luck == 1 && !running.judged) {
      ops.add(invocation.fail("refused", now));
    } else {
      if (!running.judged) {
        judge(running);
      }
      if (invocation.f().equals("read")) {
        ops.add(invocation.ok(running.answer, now));
      } else if (running.changed) {
        ops.add(invocation.ok(now));
      } else if (oneIn(4)) {
        ops.add(invocation.fail("no match", now));
      } else {
        ops.add(invocation.refused(running.answer, now));
      }
    }
  }
}
