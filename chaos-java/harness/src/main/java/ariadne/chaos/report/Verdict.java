package ariadne.chaos.report;

import java.util.Objects;

/**
 * What the lab found, in words for a manager and an engineer alike.
 *
 * @param answer   which of the three
 * @param headline a few words, for example {@code Not linearizable: key 7}
 * @param sentence one or two sentences: what was checked and how, what is wrong, or why nobody
 *                 can tell
 */
public record Verdict(Answer answer, String headline, String sentence) {
    public Verdict {
        Objects.requireNonNull(answer);
        Objects.requireNonNull(headline);
        Objects.requireNonNull(sentence);
    }
}
