package ariadne.bench.report;

import ariadne.bench.peer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The page of a run, in the style of the lab's: one file that opens offline. */
public final class Page {
    private static final String STYLE = "/ariadne/chaos/report/";
    private static final String D3 = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

    private Page() {}

    /**
     * Writes it.
     *
     * @param failures in words; empty when every trial could be made
     */
    public static void write(Path file, List<Row> rows, Map<String, String> facts,
            List<Peer> peers, List<String> failures) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("style", resource(STYLE + "colours.css") + resource(STYLE + "page.css")
                + resource(STYLE + "charts.css") + resource("bench.css"));
        parts.put("facts", facts(facts));
        parts.put("peers", peers(peers));
        parts.put("failures", failures(failures));
        parts.put("rows", rows(rows));
        parts.put("data", Results.json(rows).replace("<", "\\u003c"));
        parts.put("d3", d3());
        parts.put("script", resource("bench.js"));
        StringBuilder page = new StringBuilder();
        String[] pieces = resource("page.html").split("\\[\\[|]]", -1);
        for (int i = 0; i < pieces.length; i++) {
            page.append(i % 2 == 0 ? pieces[i] : parts.get(pieces[i]));
        }
        Files.writeString(file, page);
    }

    private static String facts(Map<String, String> facts) {
        StringBuilder out = new StringBuilder();
        facts.forEach((name, value) -> out.append(
                "<tr><th>" + html(name) + "</th><td class=\"long\">" + html(value)
                        + "</td></tr>\n"));
        return out.toString();
    }

    private static String peers(List<Peer> peers) {
        StringBuilder out = new StringBuilder();
        for (Peer peer : peers) {
            out.append("<tr><th>" + html(peer.name()) + "</th><td class=\"long\">"
                    + html(peer.compared()) + "</td></tr>\n");
        }
        return out.toString();
    }

    private static String failures(List<String> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<ul class=\"findings\">");
        failures.forEach(failure -> out.append("<li>" + html(failure) + "</li>"));
        return out.append("</ul>").toString();
    }

    private static String rows(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        String before = "";
        for (Row row : rows) {
            String kind = row.op() + row.load();
            out.append(kind.equals(before) ? "<tr>" : "<tr class=\"first\">");
            before = kind;
            out.append("<td>" + html(row.op()) + "</td><td class=\"n\">" + html(row.load())
                    + "</td><td>" + html(row.peer()) + "</td>");
            for (String cell : List.of(Table.rate(row.opsPerSecond()),
                    Table.time(row.p50Micros()), Table.time(row.p99Micros()),
                    Table.ratio(row.ratio()), Table.percent(row.nodesCpu()),
                    Table.percent(row.clientCpu()), Table.whole(row.nodeMb()))) {
                out.append("<td class=\"n\">" + html(cell) + "</td>");
            }
            out.append("</tr>\n");
        }
        return out.toString();
    }

    static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
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

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
