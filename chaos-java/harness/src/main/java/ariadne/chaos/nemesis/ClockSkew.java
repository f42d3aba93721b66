package ariadne.chaos.nemesis;

import ariadne.chaos.lab.ClockSetting;
import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Clocks that jumped (bump) or run at a wrong rate (drift), and jump back in the end. */
public record ClockSkew(String shape, SortedMap<String, ClockSetting> settings)
        implements Fault {
    public ClockSkew {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CLOCK;
    }

    @Override
    public List<String> nodes() {
        return List.copyOf(settings.keySet());
    }

    @Override
    public String words() {
        return settings.entrySet().stream().map(ClockSkew::words)
                .collect(Collectors.joining(", "));
    }

    private static String words(Map.Entry<String, ClockSetting> entry) {
        ClockSetting setting = entry.getValue();
        String offset = Words.signedMillis(setting.offsetMillis());
        if (setting.rate() == 1.0) {
            return entry.getKey() + " " + offset;
        }
        String rate = String.format(Locale.ROOT, "%s at %.2f of true speed", entry.getKey(),
                setting.rate());
        return setting.offsetMillis() == 0 ? rate : rate + " and " + offset;
    }

    @Override
    public void start(Lab lab) {
        settings.forEach(lab::setClock);
    }

    @Override
    public void end(Lab lab) {
        settings.keySet().forEach(lab::resetClock);
    }
}
