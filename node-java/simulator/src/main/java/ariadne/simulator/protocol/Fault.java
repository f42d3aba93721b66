package ariadne.simulator.protocol;

/** What goes wrong, and is counted. */
enum Fault {
    LOST("messages lost"),
    REPEATED("messages repeated"),
    STRAYED("messages gone astray"),
    CUT("messages cut off"),
    PARTITION("partitions"),
    ONE_WAY("one-way partitions"),
    CRASH("crashes"),
    CRASH_OF_ALL("crashes of all at once"),
    TORN("unforced records lost"),
    PAUSE("pauses"),
    SLOW_DISK("slow disks"),
    NOMINATION("nominations"),
    RECONNECT("connections made anew");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
