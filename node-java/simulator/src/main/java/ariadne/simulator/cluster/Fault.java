package ariadne.simulator.cluster;

/** What goes wrong, and is counted. */
enum Fault {
    LOST("frames lost"),
    REPEATED("frames repeated"),
    STRAYED("frames out of order"),
    STALLED("frames held back by a cut"),
    PARTITION("partitions"),
    ONE_WAY("one-way partitions"),
    CLOG("clogged links"),
    RESET("connections reset"),
    KILL("processes killed"),
    POWER("power cuts"),
    LEADER("leaders struck in a force"),
    TORN("power cuts that tore or lost writes"),
    PAUSE("pauses"),
    DRIFT("clocks that changed pace"),
    JUMP("clocks set"),
    SLOW_DISK("slow disks"),
    FAILED_FORCE("failed forces"),
    FULL_DISK("full disks"),
    READ_ERROR("read errors"),
    ROT("bits that turned on a disk"),
    LOST_WRITE("sectors never written"),
    MISDIRECTED("sectors written elsewhere"),
    MENDED("nodes whose blocks came back from others"),
    DOUBT("nodes that doubted their votes"),
    INSTALLED("snapshots taken up"),
    NOMINATION("nominations"),
    MEMBER_ADDED("members added"),
    MEMBER_REMOVED("members removed");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
