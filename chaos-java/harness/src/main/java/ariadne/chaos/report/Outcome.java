package ariadne.chaos.report;

/** How an operation ended, as its client saw it. */
public enum Outcome {
    /** It happened. */
    OK("ok"),
    /** It was refused: it did not happen and will not. */
    FAIL("refused"),
    /** Nobody told the client: it may have happened, or may still. */
    INFO("unknown");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The word the page uses. */
    public String word() {
        return word;
    }
}
