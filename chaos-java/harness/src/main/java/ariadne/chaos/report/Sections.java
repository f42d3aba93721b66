package ariadne.chaos.report;

import static ariadne.chaos.report.Words.count;
import static ariadne.chaos.report.Words.counted;
import static ariadne.chaos.report.Words.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The head of the page as HTML: the verdict, the story if there is one, the facts. */
final class Sections {
    private Sections() {}

    static String title(Run run) {
        return html(run.verdict().headline() + " · " + run.title().test() + " · Ariadne");
    }

    static String verdict(Run run) {
        Title title = run.title();
        StringJoiner marks =
                new StringJoiner("</li><li>", "<ul class=\"which\"><li>", "</li></ul>");
        marks.add(html(title.workload()));
        marks.add(Words.duration((long) (title.timeLimitSeconds() * 1e9)));
        marks.add("<span title=\"" + html(String.join(", ", title.nodes())) + "\">"
                + counted(title.nodes().size(), "node") + "</span>");
        marks.add(counted(title.clients(), "client"));
        marks.add("seed " + title.seed());
        marks.add(html(title.startedAt()));
        marks.add(html(title.lab()));
        Answer answer = run.verdict().answer();
        return """
                <header class="verdict %s">
                <p class="brand"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="%s"/></svg>
                Ariadne <span>%s</span></p>
                <div class="said"><svg class="seal" viewBox="0 0 48 48" role="img" aria-label="%s">
                <circle cx="24" cy="24" r="22"/><path d="%s"/></svg>
                <div><h1>%s</h1><p>%s</p></div></div>
                %s
                </header>
                """.formatted(
                answer.name().toLowerCase(Locale.ROOT), THREAD, html(title.test()),
                word(answer), seal(answer), html(run.verdict().headline()),
                html(run.verdict().sentence()), marks);
    }

    /** A thread wound to a labyrinth: the mark of the house. */
    private static final String THREAD =
            "M11 11h3v-3h-6v6h9v-9h-12v12h15v-15h-18v18h9";

    private static String word(Answer answer) {
        return switch (answer) {
            case VALID -> "The verdict: valid";
            case INVALID -> "The verdict: wrong";
            case UNKNOWN -> "The verdict: unknown";
        };
    }

    private static String seal(Answer answer) {
        return switch (answer) {
            case VALID -> "M14 25l7 7 13-15";
            case INVALID -> "M16 16l16 16M32 16l-16 16";
            case UNKNOWN -> "M18 19a6 6 0 1 1 9 5c-2 1.500-3 2.500-3 5M24 34.500v.1";
        };
    }

    static String story(Run run) {
        if (run.counterexample().isEmpty()) {
            return "";
        }
        Counterexample story = run.counterexample().get();
        StringBuilder rows = new StringBuilder();
        for (Counterexample.Step step : story.steps()) {
            rows.append(row(step, run.title()));
        }
        String of = story.historySize() > 0
                ? " of " + counted(story.historySize(), "operation") : "";
        String key = story.key().isEmpty() ? "" : ", all on key " + story.key();
        return """
                <section id="story-section" aria-labelledby="story-title">
                <h2 id="story-title">The story</h2>
                <p class="words">%s</p>
                <div class="card"><div id="story"></div></div>
                <p class="soft">The smallest part of the history that is still wrong: %s%s%s.
                <span id="story-scale"></span></p>
                <details><summary>These operations, one a line</summary>
                <div class="card wide"><table>
                <thead><tr><th>client</th><th>asked</th><th>operation</th><th>outcome</th>
                <th class="n">sent</th><th class="n">answered</th><th class="n">took</th></tr>
                </thead>
                <tbody>%s</tbody></table></div></details>
                </section>
                """.formatted(
                html(story.words()), count(story.steps().size()), of, html(key), rows);
    }

    private static String row(Counterexample.Step step, Title title) {
        String answered = step.returned() ? Words.moment(step.returnNanos(), 6) : "never";
        String took = step.returned()
                ? Words.duration(step.returnNanos() - step.invokeNanos()) : "";
        return ("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td>"
                + "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>%n").formatted(
                client(step.process(), title.clients()), html(step.node()), html(step.text()),
                step.outcome().word(), Words.moment(step.invokeNanos(), 6), answered, took);
    }

    /** After an unknown outcome a client goes on under a new process number; it stays itself. */
    private static String client(long process, int clients) {
        return String.valueOf(clients > 0 && process >= 0 ? process % clients : process);
    }

    static String facts(Run run) {
        Facts facts = run.facts();
        StringBuilder tiles = new StringBuilder();
        tile(tiles, count(facts.ok()), "ok", "happened, and the client knows");
        tile(tiles, count(facts.fail()), "fail", "refused: did not happen");
        tile(tiles, count(facts.info()), "info", unknown(facts));
        Span silence = facts.withoutSuccess();
        tile(tiles, Words.duration(silence.lengthNanos()), "",
                "longest time without success"
                        + (silence.lengthNanos() > 0
                                ? ", from " + Words.moment(silence.startNanos(), 1) : ""));
        tile(tiles, count(run.faults().size()), "", faults(run.faults()));
        if (!facts.rungs().isEmpty()) {
            tile(tiles, html(facts.rungs().getFirst().name()), "", rungs(facts.rungs()));
        }
        return "<section class=\"facts\" aria-label=\"The facts\">\n" + tiles + "</section>\n";
    }

    private static void tile(StringBuilder out, String number, String outcome, String words) {
        String shape = outcome.isEmpty() ? "" : "<i class=\"shape %s\" aria-hidden=\"true\"></i>"
                .formatted(outcome);
        out.append("<div><b>%s%s</b><span>%s</span></div>%n".formatted(shape, number, words));
    }

    private static String unknown(Facts facts) {
        if (facts.infoInChain() < 0 || facts.info() == 0) {
            return "unknown: may have happened";
        }
        return "unknown: %s found in the chain, %s not".formatted(
                count(facts.infoInChain()), count(facts.info() - facts.infoInChain()));
    }

    private static String faults(List<Fault> faults) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (Fault fault : faults) {
            kinds.merge(fault.kind(), 1, Integer::sum);
        }
        List<String> words = new ArrayList<>();
        kinds.forEach((kind, n) -> words.add(n + " " + html(kind)));
        String noun = faults.size() == 1 ? "fault" : "faults";
        return words.isEmpty() ? noun : noun + ": " + String.join(", ", words);
    }

    private static String rungs(List<Facts.Rung> rungs) {
        StringJoiner words = new StringJoiner("; ");
        for (int i = 0; i < rungs.size(); i++) {
            Facts.Rung rung = rungs.get(i);
            String name = i == 0 ? "" : html(rung.name()) + " ";
            words.add(name + html(rung.said()) + ", "
                    + Words.duration((long) (rung.seconds() * 1e9)));
        }
        return words.toString();
    }
}
