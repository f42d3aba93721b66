package ariadne.bench.micro;

import ariadne.chain.Sha256Hasher;
import ariadne.kv.Applied;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.paxos.Ballot;
import ariadne.paxos.Hash;
import ariadne.paxos.Message;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import ariadne.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Frames to bytes and back. A decoded Accept has its block hashed anew. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBench {
    @Param({"1", "64", "512"})
    int transactions;

    private final FrameCodec codec = new FrameCodec(WireLimits.STANDARD, new Sha256Hasher());
    private final Transactions puts = new Transactions(WireLimits.STANDARD);
    private Frame accept;
    private byte[] acceptBytes;
    private Frame request;
    private byte[] requestBytes;
    private byte[] put;
    private Frame answer;

    @Setup
    public void prepare() {
        List<byte[]> all = Blocks.transactions(transactions);
        put = all.getFirst();
        accept = new Frame.Peer(new Message.Accept(new Ballot(0, 1, 1), 0, Hash.ZERO,
                List.of(Blocks.block(1, Hash.ZERO, all)), 0));
        acceptBytes = codec.encode(accept);
        request = new Frame.ClientRequest(7, new Ask.Write(put));
        requestBytes = codec.encode(request);
        answer = new Frame.ClientResponse(7, new Answer.Judged(
                new Applied(new Result.Done(), new Position(9, 1), false)));
    }

    @Benchmark
    public byte[] encodeAccept() {
        return codec.encode(accept);
    }

    @Benchmark
    public Frame decodeAccept() throws WireException {
        return codec.decode(ByteBuffer.wrap(acceptBytes));
    }

    @Benchmark
    public byte[] encodeRequest() {
        return codec.encode(request);
    }

    @Benchmark
    public Frame decodeRequest() throws WireException {
        return codec.decode(ByteBuffer.wrap(requestBytes));
    }

    @Benchmark
    public byte[] encodeAnswer() {
        return codec.encode(answer);
    }

    @Benchmark
    public byte[] checkPut() throws WireException {
        puts.check(put);
        return put;
    }

    @Benchmark
    public Request decodePut() throws WireException {
        return puts.decode(put);
    }
}
