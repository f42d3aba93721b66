package ariadne.checker.verdict;

/** The answer to "is it linearizable?". A time-out is never valid. */
public sealed interface Verdict {

  /** There is an order of the operations that explains everything the clients saw. */
  record Valid() implements Verdict {}

  /** There is none, and this is why. */
  record Invalid(Counterexample counterexample) implements Verdict {}

  /** It could not be decided; {@code why} is a clause in words. */
  record Unknown(String why) implements Verdict {}

  /** The verdict in a word: valid, invalid or unknown. */
  default String word() {
    return switch (this) {
      case Valid v -> "valid";
      case Invalid i -> "invalid";
      case Unknown u -> "unknown";
    };
  }
}
