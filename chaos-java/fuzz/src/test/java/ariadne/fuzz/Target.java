package ariadne.fuzz;

/**
 * Something that reads bytes of strangers. Takes any bytes; throws for nothing but a finding.
 *
 * @param name of its folder in the corpus
 * @param freeBytes of memory that it may use whatever comes
 * @param bytesPerByte of memory that it may use beside that for each byte of the input
 */
public record Target(String name, long freeBytes, int bytesPerByte, Reader reader,
        String... words) {
    /** Reads, and checks what it read. */
    public interface Reader {
        void read(byte[] input) throws Exception;
    }
}
