package ariadne.paxos;

/** A block that is decided, to be applied in the order of heights, each once in a node's life. */
public record Decision(Block block) {}
