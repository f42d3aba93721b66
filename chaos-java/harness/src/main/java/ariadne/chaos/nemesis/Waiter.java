package ariadne.chaos.nemesis;

/** Time for one waiting thread; a test has a faked one. */
public interface Waiter {

    /** Now, as {@link System#nanoTime}. */
    long nanos();

    /**
     * Waits until then or until {@link #wake}, whichever is first; after a wake it never waits.
     */
    void waitUntil(long nanos);

    /** Ends this wait and all later ones. */
    void wake();

    /** By the clock of this machine. */
    static Waiter system() {
        return new SystemWaiter();
    }
}
