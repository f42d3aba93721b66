package ariadne.simulator.cluster;

import ariadne.simulator.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of one file: as the page cache has them, and as the platter has them. */
final class MemoryFile {
    private static final int SECTOR_BYTES = 512;

    private record Range(int from, int to) {}

    byte[] cache = new byte[0];
    int size;
    /** Where what was written ends; zeros written ahead say nothing. */
    private int written;
    private int forcedSize;
    /** As of the force before the last: what stands behind it says so. */
    int knownForced;
    private byte[] platter = new byte[0];
    private int platterSize;
    private final List<Range> dirty = new ArrayList<>();

    void write(byte[] bytes, int offset) {
        int end = offset + bytes.length;
        if (end > cache.length) {
            cache = Arrays.copyOf(cache, Math.max(end, 2 * cache.length));
        }
        System.arraycopy(bytes, 0, cache, offset, bytes.length);
        size = Math.max(size, end);
        int last = bytes.length;
        while (last > 0 && bytes[last - 1] == 0) {
            last--;
        }
        written = last == 0 ? written : Math.max(written, offset + last);
        dirty.add(new Range(offset, end));
    }

    /** The platter has everything that the cache has. */
    void force() {
        for (Range range : dirty) {
            keep(range.from, Math.min(range.to, size));
        }
        dirty.clear();
        platterSize = size;
        if (written > forcedSize) {
            knownForced = forcedSize;
            forcedSize = written;
        }
    }

    void truncate(int newSize) {
        if (newSize < size) {
            Arrays.fill(cache, newSize, size, (byte) 0);
        }
        size = newSize;
        written = Math.min(written, newSize);
        force();
        if (platter.length > newSize) {
            Arrays.fill(platter, newSize, platter.length, (byte) 0);
        }
    }

    private void keep(int from, int to) {
        if (to > platter.length) {
            platter = Arrays.copyOf(platter, Math.max(to, Math.max(64, 2 * platter.length)));
        }
        if (to > from) {
            System.arraycopy(cache, from, platter, from, to - from);
        }
    }

    /** A bit turns, on the platter and in the cache. */
    void rot(int offset, int bit) {
        cache[offset] ^= (byte) (1 << bit);
        if (offset < platter.length) {
            platter[offset] ^= (byte) (1 << bit);
        }
    }

    /** What stands at a place; zeros behind the end. */
    byte[] bytes(int offset, int count) {
        byte[] bytes = new byte[count];
        System.arraycopy(cache, offset, bytes, 0, Math.max(0, Math.min(count, size - offset)));
        return bytes;
    }

    /** Bytes go bad, on the platter and in the cache; what is behind the end stays away. */
    void overwrite(int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, cache, offset, Math.min(bytes.length, size - offset));
        if (offset < platter.length) {
            System.arraycopy(bytes, 0, platter, offset,
                    Math.min(bytes.length, platter.length - offset));
        }
    }

    /**
     * The power goes: of what was not forced the platter has a random part, in the order of the
     * writes with the last one torn, or whichever sectors the disk happened to write.
     *
     * @return whether something was lost
     */
    boolean lose(Dice dice) {
        boolean lost = false;
        if (!dirty.isEmpty()) {
            switch (dice.below(4)) {
                case 0 -> lost = true;
                case 1 -> force();
                case 2 -> lost = keepPrefix(dice);
                default -> lost = keepSectors(dice);
            }
        }
        dirty.clear();
        cache = Arrays.copyOf(platter, Math.max(platter.length, platterSize));
        size = platterSize;
        return lost;
    }

    private boolean keepPrefix(Dice dice) {
        int whole = dice.below(dirty.size());
        for (int i = 0; i < whole; i++) {
            grow(dirty.get(i).from, dirty.get(i).to);
        }
        Range torn = dirty.get(whole);
        grow(torn.from, torn.from + dice.below(torn.to - torn.from + 1));
        return true;
    }

    private boolean keepSectors(Dice dice) {
        boolean lost = false;
        for (Range range : dirty) {
            for (int at = range.from; at < range.to; ) {
                int end = Math.min(range.to, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
                if (dice.happens(0.5)) {
                    grow(at, end);
                } else {
                    lost = true;
                }
                at = end;
            }
        }
        return lost;
    }

    private void grow(int from, int to) {
        int end = Math.min(to, size);
        if (end > from) {
            keep(from, end);
            platterSize = Math.max(platterSize, end);
        }
    }
}
