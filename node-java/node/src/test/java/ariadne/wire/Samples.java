package ariadne.wire;

import ariadne.kv.Member;
import ariadne.kv.Roster;
import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.Command;
import ariadne.kv.Entry;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.paxos.Ballot;
import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Hasher;
import ariadne.paxos.Message;
import ariadne.paxos.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Frames of every type, random but for the seed. */
final class Samples {
    /** No digest: cheap, and different for whatever differs in a test. */
    static final Hasher HASHER = (height, parent, transactions) -> {
        long a = height * 0x9e3779b97f4a7c15L + parent.a();
        for (byte[] transaction : transactions) {
            a = a * 31 + transaction.length;
            for (byte each : transaction) {
                a = (a ^ each) * 0x100000001b3L;
            }
        }
        return new Hash(a, parent.b() ^ a, ~a, Long.rotateLeft(a, 17));
    };

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    /** One frame of each type, by a name that a line of the golden file starts with. */
    Map<String, Frame> all() {
        Map<String, Frame> all = new LinkedHashMap<>();
        all.put("Hello", new Frame.Hello(random.nextInt(), text(), pick(Frame.Kind.values()),
                random.nextInt(99), text()));
        all.put("HelloAnswer",
                new Frame.HelloAnswer(random.nextBoolean(), random.nextInt(99), text()));
        for (Message message : messages()) {
            all.put(message.getClass().getSimpleName(), new Frame.Peer(message));
        }
        all.put("Forward", new Frame.Forward(random.nextLong(), array(80)));
        all.put("ForwardRefused",
                new Frame.ForwardRefused(random.nextLong(), random.nextInt(9), text()));
        for (Ask ask : asks()) {
            all.put("Ask." + ask.getClass().getSimpleName(),
                    new Frame.ClientRequest(random.nextLong(), ask));
        }
        for (Answer answer : answers()) {
            all.put("Answer." + answer.getClass().getSimpleName(),
                    new Frame.ClientResponse(random.nextLong(), answer));
        }
        // What came later stands at the end, so that the rest is drawn as ever.
        all.put("Ask.Members", new Frame.ClientRequest(random.nextLong(), new Ask.Members()));
        all.put("Ask.Change", new Frame.ClientRequest(random.nextLong(), new Ask.Change(
                random.nextLong(), pick(Ask.Change.Kind.values()), text(), text())));
        all.put("Answer.Members", new Frame.ClientResponse(random.nextLong(),
                new Answer.Members(roster(), roster())));
        return all;
    }

    private List<Message> messages() {
        long parent = height();
        Hash parentHash = hash();
        return List.of(
                new Message.Prepare(ballot(), height()),
                new Message.Promise(ballot(), standing(), blocks(height(), hash())),
                new Message.Refused(ballot(), ballot()),
                new Message.Sync(ballot(), parent, parentHash, blocks(parent, parentHash),
                        random.nextBoolean(), height(), random.nextLong()),
                new Message.Accept(ballot(), parent, parentHash, blocks(parent, parentHash),
                        height()),
                new Message.Accepted(ballot(), height(), hash()),
                new Message.Behind(ballot(), standing(), height(), random.nextLong()),
                new Message.Decided(ballot(), height()),
                new Message.Heartbeat(random.nextLong(), random.nextInt(9), ballot(), ballot(),
                        random.nextBoolean(), height()),
                new Message.HeartbeatAnswer(random.nextLong(), random.nextInt(9), standing(),
                        ballot(), random.nextBoolean(), random.nextBoolean()),
                new Message.Confirm(ballot(), height()),
                new Message.Confirmed(ballot(), height()),
                new Message.ReadAsk(random.nextLong()),
                new Message.ReadAnswer(random.nextLong(), height() - 1),
                new Message.Over(random.nextInt(9), height()));
    }

    private List<Ask> asks() {
        return List.of(
                new Ask.Write(new Transactions(WireLimits.STANDARD).encode(request())),
                new Ask.Get(key()),
                new Ask.Lookup(new OperationId(random.nextLong(), random.nextLong())),
                new Ask.Blocks(height(), random.nextInt(1 << 20)),
                new Ask.Status(),
                new Ask.Nominate(),
                new Ask.Snapshot(height(), height(), random.nextInt(1 << 20)));
    }

    private List<Answer> answers() {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put(i + text(), text());
        }
        return List.of(
                new Answer.Judged(applied()),
                new Answer.Value(new Entry(valueOrNull(), position()), height()),
                new Answer.Found(
                        random.nextBoolean() ? Optional.of(applied()) : Optional.empty(),
                        height()),
                new Answer.ChainPart(height(), blocks(height(), hash())),
                new Answer.StatusReport(entries),
                new Answer.Nominated(random.nextBoolean(), text()),
                new Answer.Refused(pick(Answer.Code.values()), text(), text()),
                new Answer.Unknown(text()),
                new Answer.SnapshotPart(height(), hash(), array(30), height(), hash(), height(),
                        array(40)));
    }

    private Roster roster() {
        return Roster.first(List.of(new Member(1, "n1", ""), new Member(
                2 + random.nextInt(9), "n2",
                "127.0.0.1:" + below(9999))));
    }

    Request request() {
        long session = 1 + below(1 << 20);
        long sequence = 1 + below(1 << 20);
        long floor = below(sequence + 1);
        long nonce = random.nextLong();
        return switch (random.nextInt(4)) {
            case 0 -> new Request(0, nonce, 0, new Command.Open(nonce));
            case 1 -> new Request(session, sequence, floor,
                    new Command.Put(key(), Bytes.of(array(40))));
            case 2 -> new Request(session, sequence, floor, new Command.Delete(key()));
            default -> new Request(session, sequence, floor,
                    new Command.Cas(key(), valueOrNull(), valueOrNull()));
        };
    }

    private Applied applied() {
        Result result = switch (random.nextInt(5)) {
            case 0 -> new Result.Opened(random.nextLong());
            case 1 -> new Result.Done();
            case 2 -> new Result.Mismatch(valueOrNull(), position());
            case 3 -> new Result.Changed(random.nextInt(Integer.MAX_VALUE));
            default -> new Result.Rejected(pick(Result.Reason.values()));
        };
        return new Applied(result, position(), random.nextBoolean());
    }

    private List<Block> blocks(long parent, Hash parentHash) {
        List<Block> blocks = new ArrayList<>();
        Hash below = parentHash;
        for (int i = random.nextInt(4); i > 0; i--) {
            List<byte[]> transactions = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                transactions.add(array(30));
            }
            Block block = HASHER.block(parent + blocks.size() + 1, below, transactions);
            blocks.add(block);
            below = block.hash();
        }
        return blocks;
    }

    private Ballot ballot() {
        return new Ballot(random.nextInt(9), below(1L << 40), random.nextInt(9));
    }

    private Standing standing() {
        return new Standing(ballot(), ballot(), height(), hash(), height());
    }

    private Position position() {
        return new Position(height(), random.nextInt(4096));
    }

    private long height() {
        return below(1L << 33);
    }

    private Hash hash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong());
    }

    private Bytes key() {
        byte[] key = new byte[1 + random.nextInt(20)];
        random.nextBytes(key);
        return Bytes.of(key);
    }

    private Bytes valueOrNull() {
        return random.nextInt(4) == 0 ? null : Bytes.of(array(40));
    }

    private byte[] array(int bound) {
        byte[] array = new byte[random.nextInt(bound)];
        random.nextBytes(array);
        return array;
    }

    private String text() {
        String[] letters = {"a", "Z", "0", " ", "é", "λ", "中", "\uD83D\uDE00"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(pick(letters));
        }
        return text.toString();
    }

    /** The golden bytes hang on it, so it is not left to the library how to draw below a bound. */
    private long below(long bound) {
        return Math.floorMod(random.nextLong(), bound);
    }

    private <T> T pick(T[] among) {
        return among[random.nextInt(among.length)];
    }
}
