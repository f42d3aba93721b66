package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {
    private static final int MOST_BYTES = 3_000_000;
    private static final String NASTY = "</script><script>alert(1)</script>\u2028[[data]] & \"'";

    @Test
    void thePageAsksNobodyForAnything() throws Exception {
        for (Answer answer : Answer.values()) {
            String page = Page.of(Demo.run(answer));
            Matcher links = Pattern.compile("https?://[^\\s\"'`)<,;]*").matcher(page);
            while (links.find()) {
                assertThat(links.group())
                        .matches("https://d3js\\.org|http://www\\.w3\\.org/[0-9A-Za-z/]+");
            }
            assertThat(page).doesNotContain("@import", "src=\"", "<link", "url(\"", "fetch(\"");
        }
    }

    @Test
    void theVerdictStandsBeforeTheStoryAndTheStoryBeforeTheFacts() throws Exception {
        String page = Page.of(Demo.run(Answer.INVALID));
        int place = 0;
        for (String next : List.of(
                "<h1>Not linearizable: key 7</h1>", "id=\"story-title\"", "class=\"facts\"",
                "id=\"charts\"", "id=\"timeline\"", "id=\"what-was-done-to-it\"",
                "id=\"the-chains\"", "id=\"run-it-again\"", "id=\"files\"")) {
            assertThat(page.indexOf(next, place)).as(next).isGreaterThan(place);
            place = page.indexOf(next, place);
        }
    }

    @Test
    void whatHasNoDataHasNoHeading() throws Exception {
        String page = Page.of(empty());
        assertThat(page)
                .doesNotContain("id=\"story-section\"", "id=\"the-chains\"",
                        "id=\"run-it-again\"", "id=\"files\"")
                .contains("Nothing. No fault was asked for.");
    }

    @Test
    void textsOfTheRunStayTexts() throws Exception {
        Run demo = Demo.run(Answer.INVALID);
        Operation nasty = new Operation(1, NASTY, Outcome.OK, 1, 2, NASTY, NASTY, NASTY, NASTY,
                NASTY);
        Run run = new Run(
                new Title(NASTY, NASTY, 60, List.of(NASTY), 1, 1, NASTY, NASTY, NASTY),
                new Verdict(Answer.INVALID, NASTY, NASTY),
                Optional.of(new Counterexample(NASTY, NASTY,
                        List.of(new Counterexample.Step(1, NASTY, NASTY, Outcome.OK, 1, 2)),
                        List.of(), 1)),
                new Facts(1, 0, 0, 0, new Span(0, 1),
                        List.of(new Facts.Rung(NASTY, NASTY, 1))),
                List.of(nasty),
                List.of(new Fault(NASTY, NASTY, NASTY, NASTY, 1, 2, NASTY)),
                List.of(new Leadership(NASTY, 1, 2, NASTY)),
                List.of(new Downtime(NASTY, 1, 2, NASTY)),
                List.of(new ClockOffset(NASTY, 1, 2)),
                List.of(new Chain(NASTY, 1, NASTY, NASTY, false, NASTY)),
                List.of(NASTY), List.of(NASTY), List.of(new FileLink(NASTY, NASTY)));
        String page = Page.of(run);
        assertThat(page).doesNotContain("<script>alert");
        assertThat(scripts(page)).isEqualTo(scripts(Page.of(demo)));
    }

    private static int scripts(String page) {
        return page.split("<script|</script", -1).length;
    }

    @Test
    void longValuesAreCut() throws Exception {
        Operation all = new Operation(
                1, "read", Outcome.OK, 1, 2, "k", "1 ".repeat(500_000), "n1", "", "");
        Run run = with(empty(), List.of(all));
        assertThat(Page.of(run).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400_000);
    }

    @Test
    void aMillionOperationsMakeAPageThatOpens() throws Exception {
        List<Operation> million = new ArrayList<>();
        List<Operation> minute = Demo.run(Answer.VALID).operations();
        for (int i = 0; million.size() < 1_000_000; i++) {
            Operation o = minute.get(i % minute.size());
            long later = 60_000_000_000L * (i / minute.size());
            million.add(new Operation(o.process(), o.f(), o.outcome(), o.invokeNanos() + later,
                    o.returnNanos() + later, o.key(), o.value(), o.node(), "" + i, o.error()));
        }
        Run run = with(Demo.run(Answer.VALID), million);
        assertThat(Page.of(run).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void thePageReplacesAnOlderOneAndLeavesNoDraft(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("store/register/index.html");
        Page.write(file, empty());
        Page.write(file, Demo.run(Answer.VALID));
        assertThat(file).content().contains("<h1>Linearizable</h1>").endsWith("</html>\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void linksStayBesideThePage() throws Exception {
        Run run = new Run(empty().title(), empty().verdict(), Optional.empty(), empty().facts(),
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(new FileLink("n1/a b#c.log", ""),
                        new FileLink("javascript:alert(1)", "")));
        assertThat(Page.of(run))
                .contains("href=\"./n1/a%20b%23c.log\"")
                .contains("href=\"./javascript:alert(1)\"");
    }

    static Run empty() {
        return with(new Run(
                new Title("nothing", "register", 1, List.of(), 0, 1, "", "", "0.1.0"),
                new Verdict(Answer.UNKNOWN, "Nobody can tell", "Nothing happened."),
                Optional.empty(), new Facts(0, 0, 0, Facts.NOT_LOOKED, new Span(0, 0), List.of()),
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of()), List.of());
    }

    static Run with(Run run, List<Operation> operations) {
        return new Run(run.title(), run.verdict(), run.counterexample(), run.facts(), operations,
                run.faults(), run.leaderships(), run.downtimes(), run.clockOffsets(),
                run.chains(), run.findings(), run.commands(), run.files());
    }
}
