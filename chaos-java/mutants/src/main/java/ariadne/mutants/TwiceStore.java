package ariadne.mutants;

import ariadne.kv.Applied;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Request;
import ariadne.kv.Roster;
import ariadne.kv.SessionLimits;
import ariadne.kv.Store;
import java.util.Optional;

/**
 * Judges a repeated request anew, as if it had never seen it. Breaks exactly-once (sentence 10).
 */
final class TwiceStore extends Store {
    TwiceStore(Roster first) {
        super(SessionLimits.DEFAULT, first);
    }

    @Override
    protected Applied answered(OperationId id) {
        return null;
    }

    @Override
    protected Applied judge(Position at, Request request) {
        return new Applied(execute(at, request.command()), at, false);
    }

    @Override
    public boolean belowFloor(OperationId id) {
        return false;
    }

    @Override
    public Optional<Applied> lookup(OperationId id) {
        return Optional.empty();
    }
}
