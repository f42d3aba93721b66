package ariadne.chaos.ssh;

import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.Faketime;
import ariadne.chaos.lab.LabException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the clocks of one machine's node go wrong. The rate is always the node's own, by its lab
 * clock file; the wall clock jumps by the best means that the machine has.
 */
final class MachineClock {
    private static final String DIRECTORY = "/run/ariadne-lab";
    private static final String LAB_CLOCK = DIRECTORY + "/clock";
    private static final String FAKE_CLOCK = DIRECTORY + "/faketime";
    private static final String ANCHOR = DIRECTORY + "/anchor";
    private static final String ENVIRONMENT = "/etc/ariadne/lab.env";
    private static final String KEEPERS =
            "systemd-timesyncd chrony chronyd ntp ntpd ntpsec openntpd";

    /** Fails in a container that does not say it is one: these are the kernel's first. */
    private static final String OUTERMOST =
            "[ $(readlink /proc/self/ns/pid) = 'pid:[4026531836]' ]"
            + " && [ $(readlink /proc/self/ns/user) = 'user:[4026531837]' ]";

    /** True time comes from the clock that no jump moves, and an anchor set while all was well. */
    private static final String SET = """
            import sys, time
            wall, steady = map(float, open("%s").read().split())
            time.clock_settime(time.CLOCK_REALTIME,
                wall + time.clock_gettime(time.CLOCK_BOOTTIME) - steady + float(sys.argv[1]))
            """.formatted(ANCHOR);
    private static final String SET_ANCHOR = """
            import time
            print(repr(time.time()), repr(time.clock_gettime(time.CLOCK_BOOTTIME)))
            """;

    /** What moves the wall clock. */
    private enum Means { REAL, FAKETIME, LAB_CLOCK }

    private final SshMachine machine;
    private final String virtualization;
    private final Means means;
    private final Optional<Path> faketime;
    private boolean prepared;

    MachineClock(SshMachine machine) {
        this.machine = machine;
        // A container has the clock of its host: whoever is not surely a VM keeps the true time.
        boolean container =
                machine.attempt("systemd-detect-virt --container --quiet").exitCode() == 0
                || machine.attempt(OUTERMOST).exitCode() != 0;
        RootShell.Result vm = machine.attempt("systemd-detect-virt --vm");
        boolean python = machine.attempt("command -v python3").exitCode() == 0;
        faketime = machine.attempt("ls /usr/lib/*/faketime/libfaketimeMT.so.1"
                + " /usr/lib*/faketime/libfaketimeMT.so.1 2>/dev/null").output().lines()
                .filter(line -> line.startsWith("/")).findFirst().map(Path::of);
        means = !container && vm.exitCode() == 0 && python ? Means.REAL
                : faketime.isPresent() ? Means.FAKETIME : Means.LAB_CLOCK;
        virtualization = container ? "a container, whose host's clock is left alone"
                : vm.exitCode() == 0 ? "a VM (" + vm.output().strip() + ")" : "no VM";
    }

    /** A phrase for the report. */
    String mechanism() {
        return switch (means) {
            case REAL -> "the machine's real clock (clock_settime, in " + virtualization
                    + ", time services stopped), the node's lab clock file for the rate of wall"
                    + " and monotonic clock";
            case FAKETIME -> "libfaketime in the unit's environment for the wall clock of the"
                    + " whole process (the machine is " + virtualization + "), the node's lab"
                    + " clock file for the rate of wall and monotonic clock";
            case LAB_CLOCK -> "the node's lab clock file: offset of the wall clock, rate of wall"
                    + " and monotonic clock (the machine is " + virtualization
                    + ", and has no libfaketime)";
        };
    }

    /** Before the node's first start in a test. */
    void prepare() {
        machine.run("mkdir -p " + DIRECTORY + " && chmod 755 " + DIRECTORY);
        if (means == Means.REAL) {
            machine.run("""
                    for s in %s; do
                      if systemctl is-active --quiet $s; then
                        systemctl stop $s && echo $s >>%s/stopped
                      fi
                    done
                    [ -s %3$s ] || python3 -c '%4$s' >%3$s""".formatted(
                    KEEPERS, DIRECTORY, ANCHOR, SET_ANCHOR));
        }
        prepared = true;
        set(ClockSetting.TRUE);
        Map<String, String> environment = new TreeMap<>();
        environment.put("ARIADNE_LAB_CLOCK", LAB_CLOCK);
        if (means == Means.FAKETIME) {
            environment.putAll(new Faketime(faketime.orElseThrow())
                    .environment(Path.of(FAKE_CLOCK)));
        }
        machine.run(replacing(ENVIRONMENT, environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining())));
    }

    void set(ClockSetting setting) {
        if (!prepared) {
            throw new LabException("the clock of " + machine.host() + " is not in the lab's hand");
        }
        // One mechanism moves the offset, never two: it would count double.
        switch (means) {
            case REAL -> machine.run(replacing(LAB_CLOCK, rateAlone(setting)) + " && python3 -c '"
                    + SET + "' " + setting.offsetMillis() / 1000.0);
            case FAKETIME -> machine.run(replacing(LAB_CLOCK, rateAlone(setting)) + " && "
                    + replacing(FAKE_CLOCK, Faketime.line(setting.offsetMillis())));
            case LAB_CLOCK -> machine.run(replacing(LAB_CLOCK, setting.labClockLine()));
        }
    }

    private static String rateAlone(ClockSetting setting) {
        return new ClockSetting(0, setting.rate()).labClockLine();
    }

    private static String replacing(String file, String text) {
        return "printf %s " + Words.quoted(text) + " >" + file + ".new && mv -f " + file + ".new "
                + file;
    }

    /** True time, and no trace; also of a lab that was not there to do it. */
    void release() {
        String restore = """
                if [ -s %1$s/anchor ]; then python3 -c '%2$s' 0; fi
                if [ -s %1$s/stopped ]; then for s in $(cat %1$s/stopped); do
                  systemctl start $s; done; fi
                """.formatted(DIRECTORY, SET);
        machine.run((means == Means.REAL ? restore : "") + "rm -f " + ENVIRONMENT
                + "\nrm -rf " + DIRECTORY);
        prepared = false;
    }
}
