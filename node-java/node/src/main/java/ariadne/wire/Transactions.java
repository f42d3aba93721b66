package ariadne.wire;

import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import java.nio.ByteBuffer;

/**
 * A request as the bytes of a transaction. They are the same in the client's frame, in the
 * block and on every disk, so this layout outlives versions of the wire:
 *
 * <pre>
 *  0 kind: 1 open, 2 put, 3 delete, 4 cas, 5 change of members
 *  1 session, 8 bytes; 0 for open and change
 *  9 sequence, 8 bytes; the nonce for open and change
 * 17 floor, 8 bytes
 * 25 key, expected (cas), value (put, cas), each after its length in 4 bytes; -1 for absent
 *    change: the next roster, see {@link RosterCodec}
 * </pre>
 *
 * One request has one encoding.
 */
public final class Transactions {
    static final int HEADER_BYTES = 25;
    private static final int OPEN = 1;
    private static final int PUT = 2;
    private static final int DELETE = 3;
    private static final int CAS = 4;
    private static final int CHANGE = 5;

    private final WireLimits limits;

    public Transactions(WireLimits limits) {
        this.limits = limits;
    }

    /**
     * The bytes of a request.
     *
     * @throws IllegalArgumentException when a limit is exceeded or the header contradicts the
     *     command; {@link WireLimits#refusal(Command)} tells beforehand
     */
    public byte[] encode(Request request) {
        Command command = request.command();
        limits.refusal(command).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        String wrong = contradiction(request);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        return switch (command) {
            case Command.Open open -> header(OPEN, request, 0).done();
            case Command.Change change -> RosterCodec.encode(
                    header(CHANGE, request, 64), change.next()).done();
            case Command.Put put -> header(PUT, request, size(put.key()) + size(put.value()))
                    .bytes(put.key()).array(put.value().array()).done();
            case Command.Delete delete -> header(DELETE, request, size(delete.key()))
                    .bytes(delete.key()).done();
            case Command.Cas cas -> header(CAS, request,
                    size(cas.key()) + size(cas.expected()) + size(cas.value()))
                    .bytes(cas.key()).bytes(cas.expected()).bytes(cas.value()).done();
        };
    }

    /**
     * The request of these bytes.
     *
     * @throws WireException when they are no transaction, or one over a limit
     */
    public Request decode(byte[] transaction) throws WireException {
        BytesIn in = new BytesIn(ByteBuffer.wrap(transaction));
        int kind = in.u8();
        long session = in.i64();
        long sequence = in.i64();
        long floor = in.i64();
        int value = limits.valueBytes();
        Command command = switch (kind) {
            case OPEN -> new Command.Open(sequence);
            case CHANGE -> new Command.Change(sequence, RosterCodec.decode(in));
            case PUT -> new Command.Put(in.key(limits), Bytes.of(in.array(value)));
            case DELETE -> new Command.Delete(in.key(limits));
            case CAS -> new Command.Cas(in.key(limits), in.bytesOrNull(value),
                    in.bytesOrNull(value));
            default -> throw WireException.of("no transaction is of kind %d", kind);
        };
        in.end();
        Request request = new Request(session, sequence, floor, command);
        String wrong = limits.refusal(command).orElseGet(() -> contradiction(request));
        BytesIn.check(wrong == null, "%s", wrong);
        return request;
    }

    /**
     * Demands that these bytes are a transaction, mostly without taking them apart.
     *
     * @throws WireException exactly when {@link #decode} throws it
     */
    public void check(byte[] transaction) throws WireException {
        if (!plain(transaction)) {
            decode(transaction);
        }
    }

    /** True for a sound operation of a session; of others {@link #decode} says what they are. */
    private boolean plain(byte[] transaction) {
        if (transaction.length < HEADER_BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(transaction);
        int kind = in.get(0);
        if (kind < PUT || kind > CAS || in.getLong(1) == 0 || in.getLong(9) <= 0
                || in.getLong(17) < 0) {
            return false;
        }
        int end = end(in, HEADER_BYTES, 1, limits.keyBytes());
        if (kind == CAS) {
            end = end(in, end, -1, limits.valueBytes());
        }
        if (kind != DELETE) {
            end = end(in, end, kind == CAS ? -1 : 0, limits.valueBytes());
        }
        return end == transaction.length;
    }

    /** Where the part that begins at an offset ends; beyond all bytes when it is none. */
    private static int end(ByteBuffer in, int at, int leastLength, int greatestLength) {
        int length = at <= in.limit() - 4 ? in.getInt(at) : Integer.MAX_VALUE;
        return length < leastLength || length > greatestLength ? Integer.MAX_VALUE
                : at + 4 + Math.max(length, 0);
    }

    /**
     * The operation of a transaction, read from its header alone; session 0 is for open and
     * change.
     *
     * @throws WireException when the bytes are too few to have one
     */
    public static OperationId id(byte[] transaction) throws WireException {
        BytesIn.check(transaction.length >= HEADER_BYTES, "a transaction of %d bytes",
                transaction.length);
        ByteBuffer header = ByteBuffer.wrap(transaction);
        return new OperationId(header.getLong(1), header.getLong(9));
    }

    /** Whether a transaction says that it changes the members; it stands alone in its block. */
    public static boolean isChange(byte[] transaction) {
        return transaction.length > 0 && transaction[0] == CHANGE;
    }

    /**
     * The roster that a transaction brings, when it is a change of members; null for any other.
     *
     * @throws WireException when it says that it is one, and is none
     */
    public Roster change(byte[] transaction) throws WireException {
        return isChange(transaction)
                && decode(transaction).command() instanceof Command.Change change
                ? change.next() : null;
    }

    private static String contradiction(Request request) {
        if (request.floor() < 0) {
            return "a floor of " + request.floor();
        }
        if (request.command() instanceof Command.Open open) {
            return request.session() == 0 && request.sequence() == open.nonce() ? null
                    : "an open in session " + request.session();
        }
        if (request.command() instanceof Command.Change change) {
            return request.session() == 0 && request.sequence() == change.nonce() ? null
                    : "a change of members in session " + request.session();
        }
        return request.session() != 0 && request.sequence() > 0 ? null
                : "an operation " + request.id();
    }

    private static BytesOut header(int kind, Request request, int bodyBytes) {
        return new BytesOut(HEADER_BYTES + bodyBytes).u8(kind).i64(request.session())
                .i64(request.sequence()).i64(request.floor());
    }

    private static int size(Bytes bytes) {
        return bytes == null ? 4 : 4 + bytes.length();
    }
}
