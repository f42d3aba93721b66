package ariadne.checker.history;

/** The value that a failed compare-and-set met; a null value says that the key was absent. */
public record Seen(Object value) {}
