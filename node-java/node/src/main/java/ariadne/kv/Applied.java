package ariadne.kv;

/**
 * A result with its witness.
 *
 * @param position where the request was first judged, also when this is a repeat
 * @param repeat whether the request had been judged before
 */
public record Applied(Result result, Position position, boolean repeat) {}
