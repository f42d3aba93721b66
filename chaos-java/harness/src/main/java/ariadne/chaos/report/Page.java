package ariadne.chaos.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The page of a run: one HTML file that needs nothing but itself. Text is written here, charts are
 * drawn by the scripts beside this class, and d3 comes out of its webjar on the class path.
 */
public final class Page {
    private static final String D3 = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

    private static final List<String> STYLES = List.of("colours.css", "page.css", "charts.css");

    private static final List<String> SCRIPTS = List.of(
            "words.js", "data.js", "tooltip.js", "bands.js", "axes.js", "frame.js", "overview.js",
            "latency.js", "quantiles.js", "rate.js", "nodes.js", "clocks.js", "timeline.js",
            "story.js", "start.js");

    private Page() {}

    /**
     * Writes the page of a run. The file is whole or not there at all.
     *
     * @throws IOException if it cannot be written, or d3 is not on the class path
     */
    public static void write(Path file, Run run) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.writeString(draft, of(run));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static String of(Run run) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Sections.title(run));
        parts.put("style", all(STYLES));
        parts.put("verdict", Sections.verdict(run));
        parts.put("story", Sections.story(run));
        parts.put("facts", Sections.facts(run));
        parts.put("faults", Tables.faults(run));
        parts.put("chains", Tables.chains(run));
        parts.put("commands", Tables.commands(run));
        parts.put("files", Tables.files(run));
        parts.put("version", Words.html(run.title().version()));
        parts.put("data", Json.of(Drawing.of(run)));
        parts.put("d3", d3());
        parts.put("scripts", all(SCRIPTS));
        return filled(resource("page.html"), parts);
    }

    /** Puts the parts in one walk, so that nothing inside a part is taken for a place. */
    private static String filled(String template, Map<String, String> parts) {
        StringBuilder page = new StringBuilder();
        String[] pieces = template.split("\\[\\[|]]", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i % 2 == 0) {
                page.append(pieces[i]);
            } else if (parts.containsKey(pieces[i])) {
                page.append(parts.get(pieces[i]));
            } else {
                throw new AssertionError("page.html asks for a part nobody makes: " + pieces[i]);
            }
        }
        return page.toString();
    }

    private static String d3() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Page.class.getResourceAsStream(D3)) {
            if (in == null) {
                throw new IOException("d3 is not on the class path (org.webjars.npm:d3)");
            }
            properties.load(in);
        }
        return resource("/META-INF/resources/webjars/d3/" + properties.getProperty("version")
                + "/dist/d3.min.js");
    }

    private static String all(List<String> names) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String name : names) {
            texts.append(resource(name)).append('\n');
        }
        return texts.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
