package ariadne.kv;

/** Its snapshots hold what the one before should have held: chain and snapshot disagree. */
public final class LateImage extends Store {
    private Image last;

    public LateImage(Roster first) {
        super(SessionLimits.DEFAULT, first);
    }

    @Override
    public Image image() {
        Image before = last;
        last = super.image();
        return before == null ? last : before;
    }
}
