package ariadne.wire;

import ariadne.kv.Bytes;
import ariadne.kv.Command;
import java.util.Optional;

/**
 * What a decoder takes, and what an encoder makes. Every node of a cluster has the same.
 *
 * @param frameBytes of one payload, without the transport's length
 * @param keyBytes of a key, of which it has at least 1
 * @param valueBytes of a value
 * @param blockTransactions in one block
 * @param textBytes of one text in UTF-8
 * @param statusEntries in one status report
 */
public record WireLimits(int frameBytes, int keyBytes, int valueBytes, int blockTransactions,
        int textBytes, int statusEntries) {
    public static final WireLimits STANDARD =
            new WireLimits(8 << 20, 4 << 10, 512 << 10, 4096, 16 << 10, 4096);

    public WireLimits {
        if (keyBytes < 1 || valueBytes < 1 || blockTransactions < 1 || statusEntries < 1
                || textBytes < 256 || textBytes > 0xffff
                || frameBytes < 1024 + keyBytes + 2L * valueBytes) {
            throw new IllegalArgumentException("limits that fit nothing: frame " + frameBytes
                    + ", key " + keyBytes + ", value " + valueBytes + ", text " + textBytes);
        }
    }

    /** Bytes of the longest transaction: a cas with a value on both sides. */
    public int transactionBytes() {
        return Transactions.HEADER_BYTES + 12 + keyBytes + 2 * valueBytes;
    }

    /** Why a command is over a limit; empty when it is not. */
    public Optional<String> refusal(Command command) {
        return switch (command) {
            case Command.Open open -> Optional.empty();
            case Command.Change change -> RosterCodec.refusal(change.next());
            case Command.Put put -> refusal(put.key()).or(() -> refusalOfValue(put.value()));
            case Command.Delete delete -> refusal(delete.key());
            case Command.Cas cas -> refusal(cas.key()).or(() -> refusalOfValue(cas.expected()))
                    .or(() -> refusalOfValue(cas.value()));
        };
    }

    /** Why this can be no key; empty when it can. */
    public Optional<String> refusal(Bytes key) {
        if (key.length() == 0) {
            return Optional.of("a key has at least one byte");
        }
        return key.length() <= keyBytes ? Optional.empty() : Optional.of("the key has "
                + key.length() + " bytes, the limit is " + keyBytes);
    }

    private Optional<String> refusalOfValue(Bytes value) {
        return value == null || value.length() <= valueBytes ? Optional.empty()
                : Optional.of("the value has " + value.length() + " bytes, the limit is "
                        + valueBytes);
    }
}
