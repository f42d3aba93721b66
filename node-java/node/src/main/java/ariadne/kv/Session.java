package ariadne.kv;

/** What one client is owed: the answers from its floor on. Ongaro's thesis, section 6.3. */
final class Session {
    final long number;
    /** As they are given to a repeat. */
    final Answers answers = new Answers();
    long floor = 1;
    Position used;
    /** What it adds to the state's hash, beside its answers. */
    long hash;

    Session(long number, Position opened) {
        this.number = number;
        this.used = opened;
    }

    /** Answers that stay when the floor rises to this one. */
    int outstanding(long newFloor) {
        return newFloor <= floor ? answers.size() : answers.countFrom(newFloor);
    }
}
