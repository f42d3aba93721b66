package ariadne.checker.search;

import ariadne.checker.model.Call;
import java.util.List;

/** A search that can be interrupted and resumed. */
interface Search {

  /** Goes on for about {@code steps} configurations. */
  Outcome advance(long steps);

  /** The linearization found, after LEGAL. */
  List<Call> order();

  /** Why it gave up, after GAVE_UP; a clause. */
  String why();
}
