package ariadne.simulator.cluster;

import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Request;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.nio.charset.StandardCharsets;

/** Frames in words, the same in every JVM. */
final class Words {
    private static final Transactions TRANSACTIONS = new Transactions(WireLimits.STANDARD);

    private Words() {}

    static String of(Frame frame) {
        return switch (frame) {
            case Frame.Hello f -> "Hello from " + f.name();
            case Frame.HelloAnswer f -> f.ok() ? "welcome" : "not welcome: " + f.why();
            case Frame.Peer f -> f.message().toString().replace("ballot=", "");
            case Frame.Forward f -> "Forward #" + f.tag() + " " + of(f.transaction());
            case Frame.ForwardRefused f -> "ForwardRefused #" + f.tag() + ": " + f.why();
            case Frame.ClientRequest f -> "#" + f.tag() + " " + of(f.ask());
            case Frame.ClientResponse f -> "#" + f.tag() + " " + of(f.answer());
        };
    }

    private static String of(Ask ask) {
        return switch (ask) {
            case Ask.Write a -> of(a.transaction());
            case Ask.Get a -> "get " + text(a.key());
            default -> ask.toString();
        };
    }

    private static String of(Answer answer) {
        return switch (answer) {
            case Answer.Judged a -> of(a.applied());
            case Answer.Value a -> "value " + text(a.entry().value()) + " at height "
                    + a.height();
            default -> answer.toString();
        };
    }

    private static String of(Applied applied) {
        return applied.result() + " at " + applied.position()
                + (applied.repeat() ? ", a repeat" : "");
    }

    private static String of(byte[] transaction) {
        Request request;
        try {
            request = TRANSACTIONS.decode(transaction);
        } catch (WireException e) {
            return "a transaction that can't be read";
        }
        return switch (request.command()) {
            case Command.Open open -> "open a session";
            case Command.Put put -> "put " + text(put.key()) + "=" + text(put.value()) + " ["
                    + request.id() + "]";
            case Command.Delete delete -> "delete " + text(delete.key()) + " [" + request.id()
                    + "]";
            case Command.Change change -> "change the members to " + change.next() + " ["
                    + request.id() + "]";
            case Command.Cas cas -> "cas " + text(cas.key()) + " " + text(cas.expected()) + "->"
                    + text(cas.value()) + " [" + request.id() + "]";
        };
    }

    private static String text(Bytes bytes) {
        return bytes == null ? "nil" : new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
