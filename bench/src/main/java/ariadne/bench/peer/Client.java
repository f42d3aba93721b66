package ariadne.bench.peer;

/** Thread-safe; answers may come on any thread, also before the call returns. */
public interface Client extends AutoCloseable {
    /** Puts; answered when it is durable as {@link Peer#compared} says. */
    void put(byte[] key, byte[] value, Answer answer);

    /** Reads linearizably. */
    void get(byte[] key, Answer answer);

    @Override
    void close();

    /** Called once for each operation. */
    interface Answer {
        /**
         * Done.
         *
         * @param value of a get; null for a put and for an absent key
         */
        void ok(byte[] value);

        /** Refused, or of unknown fate. */
        void failed(String why);
    }
}
