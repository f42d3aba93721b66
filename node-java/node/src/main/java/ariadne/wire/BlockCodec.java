package ariadne.wire;

import ariadne.paxos.Block;
import ariadne.paxos.Hash;
import ariadne.paxos.Hasher;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks as bytes: height, parent, transactions. No hash is sent: whoever reads computes it, so
 * that what arrives is what it says, or is no block.
 */
final class BlockCodec {
    static final int HASH_BYTES = 32;
    private static final int LEAST_BLOCK_BYTES = 8 + HASH_BYTES + 4;

    private final WireLimits limits;
    private final Hasher hasher;

    BlockCodec(WireLimits limits, Hasher hasher) {
        this.limits = limits;
        this.hasher = hasher;
    }

    static int sizeBytes(List<Block> blocks) {
        long size = 4;
        for (Block block : blocks) {
            size += LEAST_BLOCK_BYTES + 4L * block.transactions().size() + block.sizeBytes();
        }
        return Math.toIntExact(size);
    }

    static void hash(BytesOut out, Hash hash) {
        out.i64(hash.a()).i64(hash.b()).i64(hash.c()).i64(hash.d());
    }

    static Hash hash(BytesIn in) throws WireException {
        return new Hash(in.i64(), in.i64(), in.i64(), in.i64());
    }

    static void blocks(BytesOut out, List<Block> blocks) {
        out.i32(blocks.size());
        for (Block block : blocks) {
            out.i64(block.height());
            hash(out, block.parent());
            out.i32(block.transactions().size());
            for (byte[] transaction : block.transactions()) {
                out.array(transaction);
            }
        }
    }

    /** Blocks, each on top of the one before. */
    List<Block> blocks(BytesIn in) throws WireException {
        int count = in.count(Integer.MAX_VALUE, LEAST_BLOCK_BYTES);
        List<Block> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Block block = block(in);
            if (i > 0) {
                Block below = blocks.get(i - 1);
                linked(block, below.height(), below.hash());
            }
            blocks.add(block);
        }
        return List.copyOf(blocks);
    }

    /** Blocks of which the first stands on this parent. */
    List<Block> blocks(BytesIn in, long parent, Hash parentHash) throws WireException {
        List<Block> blocks = blocks(in);
        if (!blocks.isEmpty()) {
            linked(blocks.getFirst(), parent, parentHash);
        }
        return blocks;
    }

    private Block block(BytesIn in) throws WireException {
        long height = in.natural();
        BytesIn.check(height > 0, "a block of height 0");
        Hash parent = hash(in);
        int count = in.count(limits.blockTransactions(), 4);
        List<byte[]> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transactions.add(in.array(limits.transactionBytes()));
        }
        return hasher.block(height, parent, List.copyOf(transactions));
    }

    private static void linked(Block block, long below, Hash hash) throws WireException {
        if (block.height() - 1 != below || !block.parent().equals(hash)) {
            throw WireException.of("block %s does not stand on #%d:%s", block, below, hash);
        }
    }
}
