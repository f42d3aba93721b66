package ariadne.server;

import ariadne.chain.ChainException;

/** Another node became the member whose id this node was prepared for. It never spoke under it. */
final class IdTakenException extends ChainException {
    private static final long serialVersionUID = 1;

    IdTakenException(String message) {
        super(message);
    }
}
