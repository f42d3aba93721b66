package ariadne.checker.search;

/** A model in small integers: states from 0, which is the initial one, and operations from 0. */
interface Automaton {

  /** The state after {@code op} in {@code state}, or -1 if that cannot be. */
  int step(int state, int op);
}
