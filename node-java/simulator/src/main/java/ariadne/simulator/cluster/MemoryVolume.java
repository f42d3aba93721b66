package ariadne.simulator.cluster;

import ariadne.chain.DataFile;
import ariadne.chain.Volume;
import ariadne.simulator.Dice;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/**
 * The disk of one machine: files with a page cache, names that are durable when their directory
 * was forced, forces that take time and fail when they are told to.
 */
final class MemoryVolume implements Volume {
    private static final int SECTOR_BYTES = 512;

    private record NameChange(String gone, String made, MemoryFile file) {}

    private final Host host;
    private final Dice dice;
    private final Dice pace;
    private final Set<String> directories = new TreeSet<>();
    private Map<String, MemoryFile> names = new TreeMap<>();
    private final Map<String, MemoryFile> durable = new TreeMap<>();
    private final List<NameChange> changes = new ArrayList<>();
    private final Set<String> locked = new HashSet<>();
    private Plan plan;
    private long slowMicros;
    private boolean failsForce;
    private boolean failsRead;
    private boolean rotten;
    private boolean full;
    private boolean troubled;
    private boolean misread;
    private long forces;

    MemoryVolume(long seed, Plan plan, Host host) {
        this.plan = plan;
        this.host = host;
        this.dice = new Dice(seed, "disk/" + host.id);
        this.pace = new Dice(seed, "disk/pace/" + host.id);
    }

    /** How fast it is from now on. */
    void pace(Plan now) {
        plan = now;
    }

    /** Each force takes this much longer. */
    void slow(long micros) {
        slowMicros = micros;
    }

    /** The next force fails. */
    void failForce() {
        failsForce = true;
    }

    /** Nothing is about to fail any more. */
    void calm() {
        slowMicros = 0;
        full = false;
        failsForce = false;
        failsRead = false;
    }

    /** The next read fails. */
    void failRead() {
        failsRead = true;
    }

    /**
     * A bit turns somewhere in the files. What a log has forced last is spared: there no node can
     * tell rot from a torn tail.
     *
     * @param place from 0 to 1, over all bytes of all files
     */
    void rot(double place) {
        at(place, (file, at) -> file.rot(at, at % 8));
    }

    /** A sector is found as it was before its write, which was reported as done. */
    void loseWrite(double place) {
        at(place, (file, at) -> file.overwrite(sector(at), new byte[SECTOR_BYTES]));
    }

    /** A sector is found with what should have gone to another place. */
    void misdirect(double place, double meant) {
        at(meant, (from, source) -> at(place, (file, at) ->
                file.overwrite(sector(at), from.bytes(sector(source), SECTOR_BYTES))));
    }

    private static int sector(int at) {
        return at / SECTOR_BYTES * SECTOR_BYTES;
    }

    /** Something bad happens at a place in the files, as {@link #rot} says. */
    private void at(double place, ObjIntConsumer<MemoryFile> happens) {
        long bytes = 0;
        for (Map.Entry<String, MemoryFile> each : names.entrySet()) {
            bytes += exposed(each);
        }
        long at = (long) (place * bytes);
        for (Map.Entry<String, MemoryFile> each : names.entrySet()) {
            if (at < exposed(each)) {
                happens.accept(each.getValue(), (int) at);
                rotten = true;
                return;
            }
            at -= exposed(each);
        }
    }

    private static long exposed(Map.Entry<String, MemoryFile> each) {
        MemoryFile file = each.getValue();
        return each.getKey().endsWith(".seg")
                ? Math.max(0, Math.min(file.size, file.knownForced) - SECTOR_BYTES) : file.size;
    }

    /** Whether bits have turned. */
    boolean rotten() {
        return rotten;
    }

    /** Whether files can't grow. */
    void full(boolean now) {
        full = now;
    }

    /** Whether an operation has failed on purpose since this was asked last. */
    boolean takeTrouble() {
        boolean was = troubled || misread;
        troubled = false;
        misread = false;
        return was;
    }

    /** Whether a write or a force has failed. A read may be tried again, and come out well. */
    boolean takeLostWrite() {
        boolean was = troubled;
        takeTrouble();
        return was;
    }

    /** Forces of files so far. */
    long forces() {
        return forces;
    }

    /** The process that had files open is gone; the page cache is still there. */
    void abandoned() {
        locked.clear();
    }

    /** The power goes. Whether something was lost that was not forced. */
    boolean powerCut() {
        locked.clear();
        boolean lost = false;
        int kept = changes.isEmpty() ? 0 : dice.below(changes.size() + 1);
        for (NameChange change : changes.subList(0, kept)) {
            apply(durable, change);
        }
        changes.clear();
        names = new TreeMap<>(durable);
        for (MemoryFile file : names.values()) {
            lost |= file.lose(dice);
        }
        return lost;
    }

    private static void apply(Map<String, MemoryFile> to, NameChange change) {
        if (change.gone != null) {
            to.remove(change.gone);
        }
        if (change.made != null) {
            to.put(change.made, change.file);
        }
    }

    private void change(NameChange change) {
        apply(names, change);
        changes.add(change);
    }

    private void force() throws IOException {
        long micros = plan.forceMicros() + pace.skewed(plan.forceJitterMicros()) + slowMicros;
        if (plan.slowForce() > 0 && pace.happens(plan.slowForce())) {
            micros += pace.between(0, plan.slowForceMicros());
        }
        host.spend(micros);
        if (failsForce) {
            failsForce = false;
            troubled = true;
            throw new IOException("Input/output error");
        }
    }

    private MemoryFile file(Path path) throws NoSuchFileException {
        MemoryFile file = names.get(path.toString());
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    @Override
    public DataFile create(Path path) throws IOException {
        if (full) {
            troubled = true;
            throw new IOException("No space left on device");
        }
        MemoryFile file = new MemoryFile();
        change(new NameChange(null, path.toString(), file));
        return new Open(file);
    }

    @Override
    public DataFile openForWriting(Path path) throws IOException {
        return new Open(file(path));
    }

    @Override
    public DataFile openForReading(Path path) throws IOException {
        return new Open(file(path));
    }

    @Override
    public boolean exists(Path path) {
        return names.containsKey(path.toString()) || directories.contains(path.toString());
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        if (!directories.contains(directory.toString())) {
            throw new NoSuchFileException(directory.toString());
        }
        Set<String> found = new TreeSet<>(names.keySet());
        found.addAll(directories);
        return found.stream().map(Path::of).filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        for (Path path = directory; path != null; path = path.getParent()) {
            if (names.containsKey(path.toString())) {
                throw new FileAlreadyExistsException(path.toString());
            }
            directories.add(path.toString());
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(new NameChange(from.toString(), to.toString(), file(from)));
    }

    @Override
    public void delete(Path path) throws IOException {
        file(path);
        change(new NameChange(path.toString(), null, null));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        force();
        for (NameChange change : changes) {
            apply(durable, change);
        }
        changes.clear();
    }

    @Override
    public Closeable lock(Path path) {
        return locked.add(path.toString()) ? () -> locked.remove(path.toString()) : null;
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private final class Open implements DataFile {
        private final MemoryFile file;

        Open(MemoryFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            byte[] written = new byte[bytes.remaining()];
            bytes.get(written);
            if (full && offset + written.length > file.size) {
                troubled = true;
                throw new IOException("No space left on device");
            }
            file.write(written, Math.toIntExact(offset));
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            if (failsRead) {
                failsRead = false;
                misread = true;
                throw new IOException("Input/output error");
            }
            int wanted = into.remaining();
            if (offset + wanted > file.size) {
                throw new EOFException("the file ends at byte " + file.size);
            }
            into.put(file.cache, Math.toIntExact(offset), wanted);
        }

        @Override
        public void force() throws IOException {
            MemoryVolume.this.force();
            forces++;
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            MemoryVolume.this.force();
            file.truncate(Math.toIntExact(size));
        }

        @Override
        public long size() {
            return file.size;
        }

        @Override
        public void close() {}
    }
}
