package ariadne.checker.rung;

import ariadne.checker.history.OpId;
import ariadne.checker.model.Call;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rung 0: do the chains agree with one another, and with what was acknowledged? Not
 * linearizability, and reported on its own.
 */
public final class Integrity {

  /** Something wrong with the chains, as one sentence. */
  public sealed interface Finding {
    String sentence();

    /** Two nodes hold different blocks at one height, the lowest where they do. */
    record Disagreement(long height, String node, String otherNode) implements Finding {
      @Override
      public String sentence() {
        return "The chains of " + node + " and " + otherNode + " differ from height " + height
            + " on: two different blocks were decided there.";
      }
    }

    /** One operation stands in a chain more than once. */
    record Repeated(OpId id, String node, long height, long otherHeight) implements Finding {
      @Override
      public String sentence() {
        return "Operation " + id + " stands in the chain of " + node + " twice, at height "
            + height
            + " and at height " + otherHeight + ".";
      }
    }

    /** A chain's heights do not rise one by one. */
    record Gap(String node, long height, long next) implements Finding {
      @Override
      public String sentence() {
        return "The chain of " + node + " goes from height " + height + " to height " + next + ".";
      }
    }
  }

  private Integrity() {}

  /** What is wrong among the chains; empty is good. O(all blocks and ids). */
  public static List<Finding> check(List<Chain> chains) {
    List<Finding> findings = new ArrayList<>();
    Map<Long, String> hashes = new HashMap<>();
    Map<Long, String> holders = new HashMap<>();
    for (Chain chain : chains) {
      Map<OpId, Long> places = new HashMap<>();
      boolean differs = false;
      long previous = Long.MIN_VALUE;
      for (Chain.Block block : chain.blocks()) {
        if (previous != Long.MIN_VALUE && block.height() != previous + 1) {
          findings.add(new Finding.Gap(chain.node(), previous, block.height()));
        }
        previous = block.height();
        String known = hashes.putIfAbsent(block.height(), block.hash());
        if (known == null) {
          holders.put(block.height(), chain.node());
        } else if (!known.equals(block.hash()) && !differs) {
          differs = true;
          findings.add(new Finding.Disagreement(block.height(), holders.get(block.height()),
              chain.node()));
        }
        for (OpId id : block.ids()) {
          Long before = places.putIfAbsent(id, block.height());
          if (before != null) {
            findings.add(new Finding.Repeated(id, chain.node(), before, block.height()));
          }
        }
      }
    }
    return findings;
  }

  /**
   * The acknowledged updates that stand in no complete chain; empty also when no chain is
   * complete. Updates without an operation id cannot be looked up and are not counted.
   */
  public static List<Counterexample> lost(List<Chain> chains, List<Call> calls) {
    Set<OpId> held = new HashSet<>();
    boolean any = false;
    for (Chain chain : chains) {
      if (chain.complete()) {
        any = true;
        chain.blocks().forEach(block -> held.addAll(block.ids()));
      }
    }
    if (!any) {
      return List.of();
    }
    return calls.stream()
        .filter(call -> call.certain() && !call.action().looksOnly())
        .filter(call -> id(call) != null && !held.contains(id(call)))
        .sorted(Comparator.comparingInt(Call::start))
        .map(Integrity::lostWrite)
        .toList();
  }

  private static Counterexample lostWrite(Call call) {
    String key = call.key() == null ? "" : " on key " + Words.value(call.key());
    return new Counterexample(call.key(), Counterexample.Kind.LOST_WRITE,
        "Acknowledged but lost: " + Words.call(call) + key + " was answered ok, but its operation "
            + id(call) + " stands in no chain.", List.of(call));
  }

  private static OpId id(Call call) {
    return call.completion() != null && call.completion().id() != null
        ? call.completion().id()
        : call.invocation().id();
  }
}
