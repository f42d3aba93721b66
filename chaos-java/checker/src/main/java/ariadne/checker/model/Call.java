package ariadne.checker.model;

import ariadne.checker.history.Op;
import ariadne.checker.history.Position;

/**
 * One operation of one client, invocation and completion together.
 *
 * @param completion null if none was recorded
 * @param action what it did; in a shrunken history perhaps less than the operations say
 * @param start the invocation's rank in the history
 * @param end the completion's rank, or {@link #NEVER} if it may take effect at any later time or
 *     not at all
 */
public record Call(Op invocation, Op completion, Action action, int start, int end) {
  /** The end of a call of unknown outcome. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Whether it certainly happened. */
  public boolean certain() {
    return end != NEVER;
  }

  public Object key() {
    return invocation.key();
  }

  /** The claimed place in the chain, or null. */
  public Position position() {
    return completion != null && completion.position() != null
        ? completion.position()
        : invocation.position();
  }

  /** When it began, in nanoseconds since the test began, or -1. */
  public long invokedNanos() {
    return invocation.timeNanos();
  }

  /** When it was answered, in nanoseconds since the test began, or -1. */
  public long returnedNanos() {
    return completion == null ? -1 : completion.timeNanos();
  }

  /** The same call, its answer not yet arrived. */
  public Call pending() {
    return new Call(invocation, completion, action, start, NEVER);
  }

  /** The same call with another action. */
  public Call acting(Action other) {
    return new Call(invocation, completion, other, start, end);
  }
}
