package ariadne.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Member;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private final WireLimits limits = WireLimits.STANDARD;
    private final Transactions transactions = new Transactions(limits);

    @Test
    void goldenBytesStay() throws Exception {
        golden(new Request(0, -2, 0, new Command.Open(-2)),
                "01 0000000000000000 fffffffffffffffe 0000000000000000");
        golden(new Request(7, 3, 2, new Command.Put(bytes("k"), bytes("v1"))),
                "02 0000000000000007 0000000000000003 0000000000000002"
                        + "00000001 6b 00000002 7631");
        golden(new Request(7, 4, 2, new Command.Delete(bytes("k"))),
                "03 0000000000000007 0000000000000004 0000000000000002 00000001 6b");
        golden(new Request(7, 5, 2, new Command.Cas(bytes("k"), null, bytes(""))),
                "04 0000000000000007 0000000000000005 0000000000000002"
                        + "00000001 6b ffffffff 00000000");
        golden(new Request(0, 9, 0, new Command.Change(9, new Roster(2, List.of(
                new Member(3, "n3", "h:1"), new Member(5, "b", "")), 6))),
                "05 0000000000000000 0000000000000009 0000000000000000 00000002 00000006 02"
                + " 00000003 0002 6e33 0003 683a31 00000005 0001 62 0000");
    }

    private void golden(Request request, String hex) throws WireException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(transactions.encode(request)).isEqualTo(bytes);
        assertThat(transactions.decode(bytes)).isEqualTo(request);
        assertThat(Transactions.id(bytes)).isEqualTo(request.id());
    }

    @Test
    void randomRequestsComeBackAndBadBytesAreWireExceptions() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("TransactionsTest: seed " + seed);
        Random random = new Random(seed);
        Samples samples = new Samples(random.nextLong());
        for (int i = 0; i < 5000; i++) {
            Request request = samples.request();
            byte[] bytes = transactions.encode(request);
            assertThat(transactions.decode(bytes)).isEqualTo(request);
            assertThat(Transactions.id(bytes)).isEqualTo(request.id());
            transactions.check(bytes);
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> transactions.decode(cut)).isInstanceOf(WireException.class);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            harmless(bytes);
        }
    }

    private void harmless(byte[] bytes) {
        try {
            assertThat(transactions.encode(transactions.decode(bytes))).isEqualTo(bytes);
            assertThatCode(() -> transactions.check(bytes)).doesNotThrowAnyException();
        } catch (WireException e) {
            assertThat(e).hasMessageNotContaining("%");
            assertThatThrownBy(() -> transactions.check(bytes))
                    .isInstanceOf(WireException.class).hasMessage(e.getMessage());
        }
    }

    /** The check reads lengths for itself, so it is tried with all that are near a limit. */
    @Test
    void theCheckTakesWhatCanBeDecodedAndNothingElse() {
        WireLimits tight = new WireLimits(4096, 3, 4, 16, 256, 16);
        Transactions checked = new Transactions(tight);
        int taken = 0;
        for (int kind = 0; kind <= 6; kind++) {
            for (int first = -2; first <= 5; first++) {
                for (int second = -2; second <= 6; second++) {
                    for (int more = 0; more <= 14; more++) {
                        for (long number = -1; number <= 1; number++) {
                            byte[] bytes = header(kind, number, more)
                                    .putInt(HEADER, first).array();
                            int next = HEADER + 4 + Math.max(first, 0);
                            if (next + 4 <= bytes.length) {
                                ByteBuffer.wrap(bytes).putInt(next, second);
                            }
                            taken += agree(checked, bytes) ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertThat(taken).isGreaterThan(50);
    }

    private static final int HEADER = Transactions.HEADER_BYTES;

    private static ByteBuffer header(int kind, long number, int moreBytes) {
        return ByteBuffer.allocate(HEADER + 4 + moreBytes).put((byte) kind).putLong(number)
                .putLong(number).putLong(Math.max(number, 0)).clear();
    }

    private static boolean agree(Transactions checked, byte[] bytes) {
        String decoded = words(() -> checked.decode(bytes));
        assertThat(words(() -> checked.check(bytes))).as("%s", HexFormat.of().formatHex(bytes))
                .isEqualTo(decoded);
        return decoded.isEmpty();
    }

    private static String words(ThrowableAssert.ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return thrown == null ? "" : thrown.toString();
    }

    @Test
    void theHeaderAloneHasTheId() throws Exception {
        byte[] header = new byte[Transactions.HEADER_BYTES];
        header[8] = 9;
        header[16] = 4;
        assertThat(Transactions.id(header)).isEqualTo(new OperationId(9, 4));
        assertThatThrownBy(() -> Transactions.id(new byte[24])).isInstanceOf(WireException.class);
    }

    @Test
    void theLongestTransactionHasTheLimitsLength() throws Exception {
        Bytes key = Bytes.of(new byte[limits.keyBytes()]);
        Bytes value = Bytes.of(new byte[limits.valueBytes()]);
        Request longest = new Request(1, 1, 0, new Command.Cas(key, value, value));
        assertThat(transactions.encode(longest)).hasSize(limits.transactionBytes());
        assertThat(transactions.decode(transactions.encode(longest))).isEqualTo(longest);
    }

    @Test
    void whatIsTooLongIsRefusedInWords() {
        Bytes key = bytes("k");
        Bytes longKey = Bytes.of(new byte[limits.keyBytes() + 1]);
        Bytes longValue = Bytes.of(new byte[limits.valueBytes() + 1]);
        assertThat(limits.refusal(new Command.Put(key, longValue)).orElseThrow())
                .isEqualTo("the value has 524289 bytes, the limit is 524288");
        assertThat(limits.refusal(new Command.Delete(longKey)).orElseThrow())
                .isEqualTo("the key has 4097 bytes, the limit is 4096");
        assertThat(limits.refusal(new Command.Cas(key, longValue, key))).isPresent();
        assertThat(limits.refusal(new Command.Cas(key, key, longValue))).isPresent();
        assertThat(limits.refusal(new Command.Delete(bytes("")))).isPresent();
        assertThat(limits.refusal(new Command.Cas(key, null, null))).isEmpty();
        assertThatThrownBy(() -> transactions.encode(
                new Request(1, 1, 0, new Command.Put(key, longValue))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("524288");
        assertThatThrownBy(() -> transactions.encode(
                new Request(0, 1, 0, new Command.Delete(key))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Found by fuzzing: it could be decided, and then be read by nobody. */
    @Test
    void aChangeToAClusterWithoutMembersIsNoTransaction() {
        byte[] bytes = ByteBuffer.allocate(Transactions.HEADER_BYTES + 9).put((byte) 5)
                .putLong(0).putLong(7).putLong(0).putInt(1).putInt(4).put((byte) 0).array();
        assertThatThrownBy(() -> transactions.decode(bytes)).isInstanceOf(WireException.class)
                .hasMessage("a cluster needs a member");
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
