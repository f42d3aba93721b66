package ariadne.chain;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Files in memory, with what a power cut would leave of them. Content and names are forced apart:
 * a file's bytes by {@code force}, its name by {@code forceDirectory}.
 */
final class MemoryVolume implements Volume {
    /** The power is cut. */
    static final class PowerCut extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Content {
        byte[] now = new byte[0];
        byte[] forced = new byte[0];
        /** Parts written since the last force: offset, bytes. */
        final List<Map.Entry<Long, byte[]>> unforced = new ArrayList<>();
    }

    private final TreeMap<Path, Content> now = new TreeMap<>();
    private final TreeMap<Path, Content> forced = new TreeMap<>();
    private final List<Path> directories = new ArrayList<>();
    /** Operations that change something, until the power is cut. */
    int operationsLeft = Integer.MAX_VALUE;
    int operations;

    private void spend() throws IOException {
        if (operationsLeft-- <= 0) {
            operationsLeft = 0;
            throw new PowerCut();
        }
        operations++;
    }

    /** What is there when the power is back: what was forced, and chance says what else. */
    MemoryVolume afterPowerCut(Random random) {
        MemoryVolume next = new MemoryVolume();
        next.directories.addAll(directories);
        for (Map.Entry<Path, Content> file : forced.entrySet()) {
            Content content = new Content();
            content.forced = file.getValue().forced.clone();
            boolean inOrder = random.nextBoolean();
            for (Map.Entry<Long, byte[]> part : file.getValue().unforced) {
                int kept = random.nextInt(3) == 0 ? 0 : random.nextInt(3) == 0
                        ? random.nextInt(part.getValue().length + 1) : part.getValue().length;
                content.forced = put(content.forced, part.getKey(),
                        Arrays.copyOf(part.getValue(), kept));
                if (inOrder && kept < part.getValue().length) {
                    break;
                }
            }
            content.now = content.forced.clone();
            next.now.put(file.getKey(), content);
            next.forced.put(file.getKey(), content);
        }
        return next;
    }

    /** A copy, everything forced. */
    MemoryVolume copy() {
        MemoryVolume copy = new MemoryVolume();
        copy.directories.addAll(directories);
        now.forEach((path, old) -> {
            Content content = new Content();
            content.now = old.now.clone();
            content.forced = old.now.clone();
            copy.now.put(path, content);
            copy.forced.put(path, content);
        });
        return copy;
    }

    byte[] bytes(Path file) {
        return now.get(file).now;
    }

    /** Changes a file behind everybody's back. */
    void damage(Path file, byte[] content) {
        Content c = now.get(file);
        c.now = content;
        c.forced = content.clone();
    }

    List<Path> files() {
        return List.copyOf(now.keySet());
    }

    private static byte[] put(byte[] old, long offset, byte[] part) {
        if (part.length == 0) {
            return old;
        }
        byte[] grown = Arrays.copyOf(old, Math.max(old.length, (int) offset + part.length));
        System.arraycopy(part, 0, grown, (int) offset, part.length);
        return grown;
    }

    @Override
    public DataFile create(Path file) throws IOException {
        spend();
        Content content = new Content();
        now.put(file, content);
        return new Open(content);
    }

    @Override
    public DataFile openForWriting(Path file) throws IOException {
        return openForReading(file);
    }

    @Override
    public DataFile openForReading(Path file) throws IOException {
        Content content = now.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return new Open(content);
    }

    @Override
    public boolean exists(Path path) {
        return now.containsKey(path) || directories.contains(path);
    }

    @Override
    public List<Path> list(Path directory) {
        return now.keySet().stream().filter(p -> p.getParent().equals(directory)).toList();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        spend();
        directories.add(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        spend();
        Content content = now.remove(from);
        if (content == null) {
            throw new NoSuchFileException(from.toString());
        }
        now.put(to, content);
    }

    @Override
    public void delete(Path file) throws IOException {
        spend();
        if (now.remove(file) == null) {
            throw new NoSuchFileException(file.toString());
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        spend();
        forced.keySet().removeIf(p -> p.getParent().equals(directory) && !now.containsKey(p));
        now.forEach((path, content) -> {
            if (path.getParent().equals(directory)) {
                forced.put(path, content);
            }
        });
    }

    @Override
    public Closeable lock(Path file) {
        return () -> { };
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private final class Open implements DataFile {
        private final Content content;

        Open(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            content.unforced.add(Map.entry(offset, part));
            spend();
            content.now = put(content.now, offset, part);
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            if (offset + into.remaining() > content.now.length) {
                throw new EOFException("the file ends at byte " + content.now.length);
            }
            into.put(content.now, (int) offset, into.remaining());
        }

        @Override
        public void force() throws IOException {
            spend();
            content.forced = content.now.clone();
            content.unforced.clear();
        }

        @Override
        public void truncate(long size) throws IOException {
            spend();
            content.now = Arrays.copyOf(content.now, (int) size);
            content.forced = content.now.clone();
            content.unforced.clear();
        }

        @Override
        public long size() {
            return content.now.length;
        }

        @Override
        public void close() { }
    }
}
