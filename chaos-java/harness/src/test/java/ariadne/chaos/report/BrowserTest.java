package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page in a browser and looks whether everything was drawn. */
@Tag("browser")
final class BrowserTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @BeforeEach
    void needsABrowser() {
        boolean found = false;
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            found |= Files.isExecutable(Path.of(place, "chromium"));
        }
        Assumptions.assumeTrue(found, "there is no chromium on the PATH to open the page with");
    }

    @Test
    void everyChartIsDrawnAndAZoomAndACrosshairReachThemAll() throws Exception {
        String dom = opened(scripted(Page.of(Demo.run(Answer.VALID)), """
                Frame.zoom(10, 24);
                Frame.redraw();
                setTimeout(() => {
                  const svg = document.querySelector("#chart-rate svg");
                  const box = svg.getBoundingClientRect();
                  svg.dispatchEvent(new PointerEvent("pointermove",
                    { clientX: box.left + box.width / 2, clientY: box.top + 60 }));
                  document.body.dataset.view = Frame.view().join();
                }, 300);
                """));
        assertThat(body(dom)).contains("data-ready=\"true\"").doesNotContain("data-error");
        assertThat(body(dom)).contains("data-view=\"10,24\"");
        for (String chart : List.of("latency", "quantiles", "rate", "nodes", "clocks")) {
            assertThat(count(dom, "id=\"chart-" + chart + "\"")).as(chart).isEqualTo(1);
        }
        assertThat(count(dom, "class=\"points ")).isBetween(3, 5);
        assertThat(count(dom, "class=\"quantile ")).isEqualTo(3);
        assertThat(count(dom, "class=\"band ")).as("four faults in sight of five charts, and all "
                + "eight in the strip").isEqualTo(4 * 5 + 8);
        assertThat(count(dom, "class=\"lead\"")).isEqualTo(2);
        assertThat(count(dom, "class=\"down ")).isEqualTo(2);
        assertThat(count(dom, "class=\"op ")).isGreaterThan(100);
        assertThat(count(dom, "class=\"live\"")).as("readings at the crosshair").isEqualTo(5);
        assertThat(count(dom, "n2 down (kill)")).isEqualTo(1);
    }

    @Test
    void aRunInWhichNothingHappenedIsDrawnToo() throws Exception {
        String body = body(opened(Page.of(PageTest.empty())));
        assertThat(body).contains("data-ready=\"true\"").doesNotContain("data-error");
    }

    /** A browser window has a least width, a frame has none. */
    @Test
    void theStoryIsDrawnOnAPhoneThatNeedNotScrollSideways() throws Exception {
        String page = Words.html(Page.of(Demo.run(Answer.INVALID)));
        String dom = opened("""
                <!doctype html><body><iframe style="width:360px;height:800px"></iframe>
                <div id="page" hidden>%s</div><script>
                const frame = document.querySelector("iframe");
                frame.onload = () => {
                  const page = frame.contentDocument;
                  const root = page.documentElement;
                  document.body.dataset.fits = root.scrollWidth <= root.clientWidth;
                  document.body.dataset.ready = page.body.dataset.ready;
                  document.body.dataset.steps = page.querySelectorAll(".step").length;
                  document.body.dataset.arrows = page.querySelectorAll(".arrow").length;
                };
                frame.srcdoc = document.getElementById("page").textContent;
                </script></body>
                """.formatted(page));
        assertThat(body(dom)).contains("data-ready=\"true\"", "data-fits=\"true\"",
                "data-steps=\"3\"", "data-arrows=\"1\"");
    }

    private static String scripted(String page, String script) {
        return page.replace("</body>\n</html>", "<script>" + script + "</script></body></html>");
    }

    /** The document as it is once the page has been opened. */
    private String opened(String page) throws Exception {
        Path file = Files.writeString(directory.resolve("index.html"), page);
        Path dom = directory.resolve("dom.html");
        List<String> command = new ArrayList<>(List.of(
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--window-size=1280,900",
                "--virtual-time-budget=3000",
                "--user-data-dir=" + directory.resolve("profile"), "--dump-dom",
                file.toUri().toString()));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("chromium is done within %d s", PATIENCE_SECONDS)
                    .isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readString(dom);
    }

    private static String body(String dom) {
        int start = dom.indexOf("<body");
        assertThat(start).as("there is a body in what chromium printed").isNotNegative();
        return dom.substring(start, dom.indexOf('>', start) + 1);
    }

    private static int count(String dom, String what) {
        return dom.split(Pattern.quote(what), -1).length - 1;
    }
}
