package ariadne.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.OperationId;
import ariadne.kv.Member;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> transactions.decode(cut)).isInstanceOf(WireException.class);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            harmless(bytes);
        }
    }

    private void harmless(byte[] bytes) {
        try {
            assertThat(transactions.encode(transactions.decode(bytes))).isEqualTo(bytes);
        } catch (WireException e) {
            assertThat(e).hasMessageNotContaining("%");
        }
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

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
