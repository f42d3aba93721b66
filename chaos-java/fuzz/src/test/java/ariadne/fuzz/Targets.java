package ariadne.fuzz;

import ariadne.chain.Sha256Hasher;
import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.edn.Edn;
import ariadne.checker.edn.EdnException;
import ariadne.checker.history.BadHistoryException;
import ariadne.checker.history.History;
import ariadne.checker.history.HistoryReader;
import ariadne.checker.model.Model;
import ariadne.cli.Typed;
import ariadne.kv.Image;
import ariadne.server.ConfigException;
import ariadne.server.NodeConfig;
import ariadne.transport.Cutting;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.StateReader;
import ariadne.wire.StateWriter;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Everything that reads bytes of strangers and needs no running node. */
final class Targets {
    private static final FrameCodec CODEC =
            new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());
    private static final Transactions TRANSACTIONS = new Transactions(WireLimits.STANDARD);

    static final Target FRAME = new Target("frame", 32 << 10, 40, Targets::frame);
    static final Target TRANSACTION =
            new Target("transaction", 16 << 10, 20, Targets::transaction);
    static final Target STATE = new Target("state", 256 << 10, 200, Targets::state);
    static final Target STREAM = new Target("stream", 32 << 10, 200, Targets::stream);
    static final Target CONFIG = new Target("config", 256 << 10, 200, Targets::config,
            "member.", "=", ":", "\n", "\\u", "\\u0000", "node=", "data=", "listen=", "\\\n",
            "#", "127.0.0.1", "65535", "-1", "+1", "[::1]:80");
    static final Target CLUSTER = new Target("cluster", 256 << 10, 200, Targets::cluster,
            "member.", "admin.", "=", ":", "\n", "\\u", "\\u0000", "cluster=", "99999");
    static final Target LINE = new Target("line", 256 << 10, 2000, Targets::line,
            "[", "]", "{", "}", "\"", ":", ",", " ", "1e400", "0.1000000000000000055", "-",
            "\\ud800", "\\u0000", "null", "true", "[]", "{}", "9".repeat(400), "\t", "\u2028");
    static final Target EDN = new Target("edn", 256 << 10, 4000, Targets::edn,
            "[", "]", "(", ")", "{", "}", "#{", "#_", "##", "##Inf", "#inst ", "\"", "\\", ":",
            "\\u", "\\newline", "nil", "1N", "1M", "1e999999999M", "9".repeat(400), ";", "\n",
            "-", "+1", "1/2", "\uFEFF", "#", "^");
    private static final String[] EVENTS = {
            ":type", ":invoke", ":ok", ":fail", ":info", ":process", ":f", ":value", ":time",
            ":position", ":index", ":id", "[", "]", "{", "}", "nil", ":nemesis", ":read", ":cas",
            ":write", "-1", "9223372036854775807", "1e999999999M", "\n", "[1 [2 3]]"};
    static final Target HISTORY =
            new Target("history", 512 << 10, 1000, Targets::history, EVENTS);
    /** A search holds what its budget gives; what it takes and lets go meanwhile is more. */
    static final Target VERDICT = new Target("verdict", 64 << 20, 1000, Targets::verdict, EVENTS);

    private Targets() {}

    static void frame(byte[] input) {
        Frame frame;
        try {
            frame = CODEC.decode(ByteBuffer.wrap(input));
        } catch (WireException e) {
            demand(!e.getMessage().contains("%"), e.getMessage());
            return;
        }
        demand(Arrays.equals(CODEC.encode(frame), input), "encodes to other bytes: " + frame);
    }

    static void transaction(byte[] input) {
        try {
            byte[] again = TRANSACTIONS.encode(TRANSACTIONS.decode(input));
            demand(Arrays.equals(again, input), "encodes to other bytes");
        } catch (WireException e) {
            demand(!e.getMessage().contains("%"), e.getMessage());
        }
    }

    static void state(byte[] input) {
        try {
            byte[] again = bytes(image(input, Math.max(1, input.length)));
            demand(Arrays.equals(bytes(image(again, 100)), again), "reads otherwise");
        } catch (WireException e) {
            demand(!e.getMessage().contains("%"), e.getMessage());
        }
    }

    private static Image image(byte[] input, int pieceBytes) throws WireException {
        StateReader reader = new StateReader(WireLimits.STANDARD);
        for (int at = 0; at < input.length; at += pieceBytes) {
            reader.take(ByteBuffer.wrap(input, at, Math.min(pieceBytes, input.length - at)));
        }
        return reader.image();
    }

    private static byte[] bytes(Image image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StateWriter(image).forEachRemaining(out::writeBytes);
        return out.toByteArray();
    }

    static void stream(byte[] input) {
        String whole = Cutting.of(input, Math.max(1, input.length), 1 << 20);
        demand(Cutting.of(input, 3, 1 << 20).equals(whole), "cut otherwise in pieces of 3");
        demand(Cutting.of(input, 1, 1 << 20).equals(whole), "cut otherwise in single bytes");
    }

    static void config(byte[] input) throws IOException {
        try {
            demand(NodeConfig.load(file(input)).members().size() <= NodeConfig.MAX_NODES,
                    "too many members");
        } catch (ConfigException e) {
            demand(!e.getMessage().contains("\n"), "two lines: " + e.getMessage());
        }
    }

    static void cluster(byte[] input) throws IOException {
        Typed.clusterFile(file(input));
    }

    static void line(byte[] input) {
        Typed.line(input);
    }

    static void edn(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Object form;
        try {
            form = Edn.parse(text);
        } catch (EdnException e) {
            demand(!e.getMessage().contains("\n"), "two lines: " + e.getMessage());
            return;
        }
        String printed = Edn.print(form);
        demand(Edn.print(Edn.parse(printed)).equals(printed), "reads otherwise: " + printed);
        demand(Edn.print(Edn.parse(Edn.pretty(form))).equals(printed), "pretty is otherwise");
    }

    static void history(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            HistoryReader.read(new StringReader(text), "fuzz");
        } catch (BadHistoryException e) {
            demand(!e.getMessage().contains("\n"), "two lines: " + e.getMessage());
        }
    }

    static void verdict(byte[] input) {
        History history;
        try {
            history = HistoryReader.read(
                    new StringReader(new String(input, StandardCharsets.UTF_8)), "fuzz");
        } catch (BadHistoryException e) {
            return; // What is read and refused is the target before.
        }
        if (history.ops().size() <= 100) {
            for (Model model : Model.values()) {
                judge(history, model);
            }
        }
    }

    private static void judge(History history, Model model) {
        try {
            Checker.check(history, model, new Budget(20_000_000, 4 << 20));
        } catch (BadHistoryException e) {
            demand(!e.getMessage().contains("\n"), "two lines: " + e.getMessage());
        }
    }

    /** One file, over and over: the inputs come one after the other. */
    private static Path file(byte[] input) throws IOException {
        Path file = Path.of("target", "fuzz-" + Thread.currentThread().threadId());
        Files.createDirectories(file.getParent());
        return Files.write(file, input);
    }

    private static void demand(boolean condition, String words) {
        if (!condition) {
            throw new AssertionError(words);
        }
    }
}
