package ariadne.chaos.nemesis;

/** Hears of faults, on the runner's thread; must return quickly. */
public interface NemesisListener {

    /** The fault is on. */
    void started(NemesisEvent event);

    /** It is undone; called once for each one that started, also when the run is broken off. */
    void ended(NemesisEvent event);
}
