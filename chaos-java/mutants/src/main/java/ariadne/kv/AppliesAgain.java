package ariadne.kv;

/**
 * What a life applies first is applied a second time, as by a node that wrote down too late how
 * far it was.
 */
public final class AppliesAgain extends Store {
    private boolean began;

    public AppliesAgain(Roster first) {
        super(SessionLimits.DEFAULT, first);
    }

    @Override
    protected Result execute(Position at, Command command) {
        if (!began && command instanceof Command.Cas) {
            began = true;
            super.execute(at, command);
        }
        return super.execute(at, command);
    }
}
