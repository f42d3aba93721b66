package ariadne.checker.verdict;

import ariadne.checker.model.Call;
import java.util.List;

/**
 * A part of a history that no order explains.
 *
 * @param key null if the history has no independent keys
 * @param sentence what is wrong, for a manager and an engineer
 * @param operations the smallest part found that shows it, in order of invocation
 */
public record Counterexample(Object key, Kind kind, String sentence, List<Call> operations) {

  /** What kind of wrong; {@link #word} is the name in results. */
  public enum Kind {
    /** A read of a value that had been replaced before the read began. */
    STALE_READ("stale read"),
    /** Two compare-and-sets that both replaced one value. */
    LOST_UPDATE("lost update"),
    /** A value that nobody wrote. */
    VALUE_FROM_NOWHERE("value from nowhere"),
    /** A value seen before its write began. */
    READ_BEFORE_WRITE("read before write"),
    /** A compare-and-set that failed though it met what it expected. */
    WRONG_REFUSAL("wrong refusal"),
    /** Compare-and-sets that each wait for another. */
    CYCLE("cycle"),
    /** Two values that each have to come before the other. */
    ORDER("contradicting order"),
    /** An acknowledged element that a later read lacks. */
    LOST_ELEMENT("lost element"),
    /** An element that one read has and a later one lacks. */
    VANISHED_ELEMENT("vanished element"),
    /** An acknowledged update that is in no chain. */
    LOST_WRITE("acknowledged but lost"),
    /** Nodes' chains contradict one another or repeat an operation. */
    BAD_CHAINS("bad chains");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
