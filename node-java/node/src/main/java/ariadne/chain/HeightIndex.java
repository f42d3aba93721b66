package ariadne.chain;

import java.util.Arrays;

/** Where each block stands: eight bytes a height, in pieces so that growing copies nothing. */
final class HeightIndex {
    private static final int PIECE_BITS = 10;
    private static final int PIECE = 1 << PIECE_BITS;

    private long[][] pieces = new long[16][];

    void set(long height, long position) {
        int piece = (int) (height >>> PIECE_BITS);
        if (piece >= pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.max(piece + 1, 2 * pieces.length));
        }
        if (pieces[piece] == null) {
            pieces[piece] = new long[PIECE];
        }
        pieces[piece][(int) height & (PIECE - 1)] = position;
    }

    /** Position of a height, 0 when none was set. */
    long get(long height) {
        long piece = height >>> PIECE_BITS;
        return piece >= pieces.length || pieces[(int) piece] == null
                ? 0 : pieces[(int) piece][(int) height & (PIECE - 1)];
    }
}
