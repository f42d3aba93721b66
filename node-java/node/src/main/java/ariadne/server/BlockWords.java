package ariadne.server;

import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Request;
import ariadne.paxos.Block;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.nio.charset.StandardCharsets;

/** A block as a line for people. */
final class BlockWords {
    private final Transactions transactions;

    BlockWords(WireLimits limits) {
        this.transactions = new Transactions(limits);
    }

    String line(Block block) {
        StringBuilder text = new StringBuilder(String.format("%6d %s <- %s ",
                block.height(), block.hash(), block.parent()));
        if (block.transactions().isEmpty()) {
            return text.append("(a new leader's empty block)").toString();
        }
        String separator = "";
        for (byte[] transaction : block.transactions()) {
            text.append(separator).append(words(transaction));
            separator = "; ";
        }
        return text.toString();
    }

    private String words(byte[] transaction) {
        Request request;
        try {
            request = transactions.decode(transaction);
        } catch (WireException e) {
            return "?? " + e.getMessage();
        }
        String id = " [" + request.id() + "]";
        return switch (request.command()) {
            case Command.Open open -> "open a session";
            case Command.Change change -> "era " + change.next().era() + " begins, with "
                    + change.next().members();
            case Command.Put put -> "put " + text(put.key()) + " " + text(put.value()) + id;
            case Command.Delete delete -> "delete " + text(delete.key()) + id;
            case Command.Cas cas -> "cas " + text(cas.key()) + " " + text(cas.expected()) + " -> "
                    + text(cas.value()) + id;
        };
    }

    static String text(Bytes bytes) {
        return bytes == null ? "(absent)" : new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
