package ariadne.kv;

import java.util.List;

/** Its snapshots hold the keys and no sessions: who repeats a request after one is judged anew. */
public final class Sessionless extends Store {
    public Sessionless(Roster first) {
        super(SessionLimits.DEFAULT, first);
    }

    @Override
    public Image image() {
        Image image = super.image();
        StateHash hash = new StateHash();
        hash.add(image.roster());
        image.items().forEach(item ->
                hash.add(item.key(), item.entry().value(), item.entry().written()));
        return new Image(image.last(), hash.value(), image.roster(), image.rosterSince(),
                image.items(), List.of());
    }
}
