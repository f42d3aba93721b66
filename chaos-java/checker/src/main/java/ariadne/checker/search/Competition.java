package ariadne.checker.search;

import ariadne.checker.model.Call;
import ariadne.checker.model.KeyHistory;
import ariadne.checker.rung.Certificate;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Both searches on one key, turn by turn: depth-first is far quicker on easy valid histories,
 * breadth-first answers on hot keys and on illegal ones. Needs no threads and comes out the same
 * whatever the machine does, but for the budget.
 */
public final class Competition {
  private static final long TURN = 5_000;

  /** What the search found. */
  public sealed interface Answer {
    /** Linearizable; the order was re-checked. */
    record Legal(List<Call> order) implements Answer {}

    /** Not linearizable: every order was tried. */
    record Illegal() implements Answer {}

    /** Out of budget; {@code why} is a clause. */
    record Unknown(String why) implements Answer {}
  }

  /** Who takes part; only tests leave one out. */
  enum Entrants { BOTH, DEPTH_FIRST, FRONTIER }

  private Competition() {}

  /**
   * Judges one key.
   *
   * @param memoryBytes bound on what both searches together may hold
   * @param timeIsUp asked between turns of some milliseconds
   */
  public static Answer run(KeyHistory history, long memoryBytes, BooleanSupplier timeIsUp) {
    return run(history, memoryBytes, timeIsUp, Entrants.BOTH);
  }

  static Answer run(KeyHistory history, long memoryBytes, BooleanSupplier timeIsUp,
      Entrants entrants) {
    Search[] searches = new Search[2];
    try {
      Problem problem = new Problem(history);
      if (entrants != Entrants.FRONTIER) {
        searches[0] = new DepthFirst(problem, new Memory(memoryBytes / 2));
      }
      if (entrants != Entrants.DEPTH_FIRST) {
        searches[1] = new Frontier(problem, new Memory(memoryBytes / 2));
      }
    } catch (Memory.Exhausted e) {
      return new Answer.Unknown("the history does not fit into the memory budget");
    }
    String why = "";
    while (true) {
      boolean running = false;
      for (int i = 0; i < searches.length; i++) {
        if (searches[i] == null) {
          continue;
        }
        switch (searches[i].advance(TURN)) {
          case RUNNING -> running = true;
          case LEGAL -> {
            return checked(history, searches[i].order());
          }
          case ILLEGAL -> {
            return new Answer.Illegal();
          }
          case GAVE_UP -> {
            why += (why.isEmpty() ? "" : "; ") + searches[i].why();
            searches[i] = null;
          }
        }
      }
      if (!running) {
        return new Answer.Unknown(why);
      }
      if (timeIsUp.getAsBoolean()) {
        return new Answer.Unknown(
            "the search used up its time" + (why.isEmpty() ? "" : "; " + why));
      }
    }
  }

  private static Answer checked(KeyHistory history, List<Call> order) {
    return Certificate.flaw(history.model(), history.calls(), order).isEmpty()
        ? new Answer.Legal(order)
        : new Answer.Unknown("the search's own order fails the re-check: report this as a bug");
  }
}
