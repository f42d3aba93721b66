package ariadne.chaos.runner;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import ariadne.checker.history.OpId;
import ariadne.checker.rung.Chain;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.OperationId;
import ariadne.paxos.Block;
import ariadne.wire.Answer;
import ariadne.wire.Transactions;
import ariadne.wire.WireException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a node's whole decided chain over the wire, for the checker and for the store. */
final class ChainDump {
    private static final int PART_BYTES = 1 << 20;
    private static final int TRIES = 5;

    private ChainDump() {}

    /**
     * The node's chain; not complete when the node stopped answering on the way.
     *
     * @param others chains that were read before: equal blocks are held in memory once
     */
    static Chain read(String node, AriadneClient client, List<Chain> others) {
        List<Chain.Block> blocks = new ArrayList<>();
        int failed = 0;
        while (failed < TRIES) {
            if (!(AriadneClient.await(client.blocks(blocks.size() + 1, PART_BYTES))
                    instanceof Outcome.Ok<Answer.ChainPart> ok)) {
                failed++;
                continue;
            }
            for (Block block : ok.value().blocks()) {
                String hash = block.hash().hex();
                blocks.add(others.stream().map(other -> at(other, block.height()))
                        .filter(same -> same != null && same.hash().equals(hash)).findFirst()
                        .orElseGet(() -> new Chain.Block(block.height(), hash, ids(block))));
            }
            if (blocks.size() >= ok.value().decided()) {
                return new Chain(node, true, blocks);
            }
        }
        return new Chain(node, false, blocks);
    }

    private static Chain.Block at(Chain chain, long height) {
        return height > chain.blocks().size() ? null : chain.blocks().get((int) height - 1);
    }

    /** One id a transaction. A session opened twice is no operation twice: each is its own. */
    private static List<OpId> ids(Block block) {
        List<OpId> ids = new ArrayList<>();
        for (byte[] transaction : block.transactions()) {
            try {
                OperationId id = Transactions.id(transaction);
                ids.add(new OpId(id.session() == 0 ? "open " + ids.size() + " of block "
                        + block.height() : id.session(), id.sequence()));
            } catch (WireException e) {
                throw new IllegalStateException("block " + block + ": " + e.getMessage(), e);
            }
        }
        return ids;
    }

    /** One block a line. */
    static void write(Chain chain, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Chain.Block block : chain.blocks()) {
                Map<Keyword, Object> map = new LinkedHashMap<>();
                map.put(Keyword.of("height"), block.height());
                map.put(Keyword.of("hash"), block.hash());
                map.put(Keyword.of("ids"), block.ids().stream()
                        .map(id -> List.of(id.session(), id.sequence())).toList());
                writer.write(Edn.print(map));
                writer.newLine();
            }
        }
    }
}
