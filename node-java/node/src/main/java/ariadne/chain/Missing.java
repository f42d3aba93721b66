package ariadne.chain;

import ariadne.paxos.Hash;

/** A block that belongs to the chain, is damaged here, and can be fetched from any peer. */
public record Missing(long height, Hash hash) {
    @Override
    public String toString() {
        return height + ":" + hash.hex();
    }
}
