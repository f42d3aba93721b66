package ariadne.checker.model;

import java.util.List;

/**
 * The calls on one key, in order of invocation.
 *
 * @param key null if the history has no independent keys
 * @param calls those that happened or may have; reads of unknown result are left out
 * @param refused updates that certainly did not happen, kept for explanations
 */
public record KeyHistory(Object key, Model model, List<Call> calls, List<Call> refused) {

  /** The same key with fewer calls. */
  public KeyHistory with(List<Call> fewer) {
    return new KeyHistory(key, model, List.copyOf(fewer), refused);
  }
}
