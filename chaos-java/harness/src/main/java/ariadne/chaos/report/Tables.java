package ariadne.chaos.report;

import static ariadne.chaos.report.Words.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** The foot of the page as HTML: what was done, the chains, how to run it again, the files. */
final class Tables {
    private Tables() {}

    static String faults(Run run) {
        List<Band> bands = Band.of(run.faults(), run.endNanos());
        if (bands.isEmpty()) {
            return section("What was done to it",
                    "<p class=\"soft\">Nothing. No fault was asked for.</p>");
        }
        StringBuilder rows = new StringBuilder();
        for (Band band : bands) {
            rows.append(row(band));
        }
        return section("What was done to it", """
                <div class="card wide tall"><table>
                <thead><tr><th></th><th class="n">from</th><th class="n">to</th><th>fault</th>
                <th>where</th><th>by</th><th>what it did</th></tr></thead>
                <tbody>%s</tbody></table></div>
                """.formatted(rows));
    }

    private static String row(Band band) {
        Fault fault = band.fault();
        String over = fault.endNanos() < fault.startNanos()
                ? "the end" : Words.moment(fault.endNanos(), 1);
        return """
                <tr><td><button type="button" class="badge %s" data-start="%d" data-end="%d"
                aria-label="Show %s in the charts">%s</button></td>
                <td class="n">%s</td><td class="n">%s</td><td>%s</td>
                <td>%s</td><td>%s</td><td class="long">%s</td></tr>
                """.formatted(
                band.colour(), fault.startNanos() / 1000, band.endNanos() / 1000,
                html(band.label()), html(band.label()), Words.moment(fault.startNanos(), 1), over,
                html(fault.kind()) + shape(fault), html(fault.where()), html(fault.mechanism()),
                html(fault.effect()));
    }

    private static String shape(Fault fault) {
        return fault.shape().isEmpty()
                ? "" : " <span class=\"soft\">" + html(fault.shape()) + "</span>";
    }

    static String chains(Run run) {
        StringBuilder body = new StringBuilder();
        if (!run.findings().isEmpty()) {
            body.append("<ul class=\"findings\">\n");
            run.findings().forEach(f -> body.append("<li>").append(html(f)).append("</li>\n"));
            body.append("</ul>\n");
        }
        if (!run.chains().isEmpty()) {
            body.append("""
                    <div class="card wide"><table>
                    <thead><tr><th>node</th><th class="n">height</th><th>tip</th><th>state</th>
                    <th></th></tr></thead>
                    <tbody>
                    """);
            run.chains().forEach(c -> body.append(row(c)));
            body.append("</tbody></table></div>\n");
        }
        return body.isEmpty() ? "" : section("The chains", body.toString());
    }

    private static String row(Chain chain) {
        String mark = chain.agrees()
                ? "<span class=\"agrees\">✓ agrees</span>"
                : "<span class=\"differs\">✕ differs</span>";
        return """
                <tr><td>%s</td><td class="n">%s</td><td>%s</td><td>%s</td>
                <td class="long">%s <span class="soft">%s</span></td></tr>
                """.formatted(
                html(chain.node()), Words.count(chain.height()), hash(chain.tipHash()),
                hash(chain.stateHash()), mark, html(chain.note()));
    }

    /** The first twelve digits in groups of four; the whole hash on demand. */
    private static String hash(String hash) {
        String head = hash.substring(0, Math.min(12, hash.length()));
        return "<code title=\"%s\">%s</code>".formatted(
                html(hash), html(head.replaceAll("(.{4})(?=.)", "$1 ")));
    }

    static String commands(Run run) {
        if (run.commands().isEmpty()) {
            return "";
        }
        StringBuilder body = new StringBuilder();
        for (String command : run.commands()) {
            body.append("<div class=\"command\"><code>").append(html(command))
                    .append("</code><button type=\"button\" class=\"copy\">copy</button></div>\n");
        }
        return section("Run it again", body.toString());
    }

    static String files(Run run) {
        if (run.files().isEmpty()) {
            return "";
        }
        StringBuilder body = new StringBuilder("<ul class=\"files\">\n");
        for (FileLink file : run.files()) {
            body.append("<li><a href=\"%s\">%s</a> <span class=\"soft\">%s</span></li>%n"
                    .formatted(html(reference(file.path())), html(file.path()),
                            html(file.what())));
        }
        return section("Files", body.append("</ul>\n").toString());
    }

    /** A path as a relative reference: never with a scheme, blanks and the like escaped. */
    private static String reference(String path) {
        try {
            return new URI(null, null, "./" + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path a page can link to: " + path, e);
        }
    }

    private static String section(String title, String body) {
        String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return """
                <section aria-labelledby="%s">
                <h2 id="%s">%s</h2>
                %s</section>
                """.formatted(id, id, title, body);
    }
}
