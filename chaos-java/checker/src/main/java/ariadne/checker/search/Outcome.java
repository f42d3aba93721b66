package ariadne.checker.search;

/** How far a search has come. */
enum Outcome {
  RUNNING,
  LEGAL,
  ILLEGAL,
  /** It needed more memory, or more open operations at once, than it may have. */
  GAVE_UP
}
