package ariadne.kv;

import java.util.Arrays;

/** An immutable string of bytes, compared by content, ordered unsigned. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] content;
    /** 0 until it is asked for; most values never are. */
    private int hash;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Takes the array over; the caller never changes it again. */
    public static Bytes of(byte[] content) {
        return new Bytes(content);
    }

    /** The array itself, not to be changed. */
    public byte[] array() {
        return content;
    }

    public int length() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(content);
            hash = known;
        }
        return known;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
