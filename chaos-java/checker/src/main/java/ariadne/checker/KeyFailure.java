package ariadne.checker;

import ariadne.checker.verdict.Verdict;

/**
 * A key that was not found valid.
 *
 * @param key null if the history has no independent keys
 * @param rung the rung that said so
 * @param verdict invalid or unknown
 */
public record KeyFailure(Object key, String rung, Verdict verdict) {}
