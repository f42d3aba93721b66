package ariadne.server;

import java.util.List;
import java.util.Map;

/** What {@code print} shows of a server: its chain, its store, its queue and its links. */
final class Printer {
    private static final int SHOWN_BLOCKS = 50;

    private final Node node;
    private final BlockWords words;

    Printer(Node node) {
        this.node = node;
        this.words = new BlockWords(node.limits.wire());
    }

    String print(List<String> path) throws ConfigException {
        return switch (path.size() == 2 ? path.get(1) : "") {
            case "blockchain" -> blockchain();
            case "kvstore" -> kvstore();
            case "depth" -> "depth " + node.core.applied() + "\n";
            case "queue" -> queue();
            case "links" -> node.door.links() + "\n";
            case "status" -> status();
            default -> throw new ConfigException(
                    "print blockchain, kvstore, depth, queue, links or status");
        };
    }

    String status() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : Status.of(node).entrySet()) {
            text.append(String.format("%-12s %s%n", entry.getKey(), entry.getValue()));
        }
        return text.toString();
    }

    private String blockchain() {
        long tip = node.core.applied();
        long first = Math.max(1, tip - SHOWN_BLOCKS + 1);
        StringBuilder text = new StringBuilder();
        if (first > 1) {
            text.append("... ").append(first - 1)
                    .append(" older blocks: ./ariadne verify --print ")
                    .append(node.config.data()).append(" shows all\n");
        }
        for (long height = first; height <= tip; height++) {
            text.append(words.line(node.core.replica.block(height))).append('\n');
        }
        return text.isEmpty() ? "the chain is empty\n" : text.toString();
    }

    private String kvstore() {
        StringBuilder text = new StringBuilder();
        node.core.store.sorted().forEach((key, entry) -> {
            if (entry.value() != null) {
                text.append(String.format("%s = %s   (at %s)%n",
                        BlockWords.text(key), BlockWords.text(entry.value()), entry.written()));
            }
        });
        return text.isEmpty() ? "the store is empty\n" : text.toString();
    }

    private String queue() {
        return String.format("%d transactions wait for a block, %d stand in undecided blocks, "
                + "%d requests wait for an answer%n", node.core.proposals.size(),
                node.core.proposals.inFlight(), node.door.waiting());
    }
}
