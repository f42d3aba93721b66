package ariadne.chain;

import java.util.Arrays;

/** Where one byte of a file is like the next. */
final class Fill {
    private Fill() {}

    /** Deep in the filler of a ballot or a state. */
    static boolean inFiller(byte[] content, int at) {
        return at >= 100 && at + 100 < content.length
                && Arrays.equals(content, at - 100, at + 100, new byte[200], 0, 200);
    }
}
