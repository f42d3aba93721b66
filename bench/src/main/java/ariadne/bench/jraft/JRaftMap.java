package ariadne.bench.jraft;

import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A map. A put is the length of the key (byte), the key, the value. */
final class JRaftMap extends StateMachineAdapter {
    private final Map<ByteBuffer, byte[]> map = new ConcurrentHashMap<>();

    static ByteBuffer put(byte[] key, byte[] value) {
        return ByteBuffer.allocate(1 + key.length + value.length).put((byte) key.length).put(key)
                .put(value).flip();
    }

    byte[] get(byte[] key) {
        return map.get(ByteBuffer.wrap(key));
    }

    @Override
    public void onApply(Iterator entries) {
        while (entries.hasNext()) {
            ByteBuffer put = entries.getData().duplicate();
            byte[] key = new byte[put.get()];
            put.get(key);
            byte[] value = new byte[put.remaining()];
            put.get(value);
            map.put(ByteBuffer.wrap(key), value);
            if (entries.done() != null) {
                entries.done().run(Status.OK());
            }
            entries.next();
        }
    }
}
