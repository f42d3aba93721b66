package ariadne.server;

/** The clocks of a machine. Correctness never depends on either. */
public interface Clock {
    /** Monotonic nanoseconds; the origin means nothing. */
    long nanoTime();

    /** Wall clock in milliseconds since 1970. */
    long wallMillis();
}
