package ariadne.bench.ratis;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** A map. A put is the length of the key (byte), the key, the value; a get is the key. */
final class RatisMap extends BaseStateMachine {
    private final Map<ByteString, ByteString> map = new ConcurrentHashMap<>();

    static ByteString put(byte[] key, byte[] value) {
        return ByteString.copyFrom(new byte[] {(byte) key.length})
                .concat(ByteString.copyFrom(key)).concat(ByteString.copyFrom(value));
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        ByteString put = entry.getStateMachineLogEntry().getLogData();
        int valueAt = 1 + put.byteAt(0);
        // Copies, so that the map does not keep the whole entry alive.
        map.put(ByteString.copyFrom(put.substring(1, valueAt).toByteArray()),
                ByteString.copyFrom(put.substring(valueAt).toByteArray()));
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public CompletableFuture<Message> query(Message request) {
        return CompletableFuture.completedFuture(Message.valueOf(
                map.getOrDefault(request.getContent(), ByteString.EMPTY)));
    }
}
