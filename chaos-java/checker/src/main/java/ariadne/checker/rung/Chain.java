package ariadne.checker.rung;

import ariadne.checker.history.OpId;
import java.util.List;

/**
 * The decided chain as one node holds it.
 *
 * @param complete whether it begins at the first block and ends at the last that was decided
 * @param blocks in order of height
 */
public record Chain(String node, boolean complete, List<Block> blocks) {

  /** A decided block; {@code ids} are the client operations in it, in order. */
  public record Block(long height, String hash, List<OpId> ids) {}
}
