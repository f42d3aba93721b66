package ariadne.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;

/** Rows as {@code bench.json}: an array; what does not apply is null. */
public final class Results {
    private Results() {}

    /** The text of the array. */
    public static String json(List<Row> rows) throws IOException {
        StringWriter text = new StringWriter();
        write(text, rows);
        return text.toString();
    }

    private static void write(Writer out, List<Row> rows) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()));
            json.writeStartArray();
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("peer", row.peer());
                json.writeStringField("op", row.op());
                json.writeNumberField("outstanding", row.outstanding());
                number(json, "ops_per_s", row.opsPerSecond(), 1);
                number(json, "p50_us", row.p50Micros(), 10);
                number(json, "p99_us", row.p99Micros(), 10);
                number(json, "ratio", row.ratio(), 1000);
                json.writeNumberField("rate", row.rate());
                number(json, "nodes_cpu_percent", row.nodesCpu(), 10);
                number(json, "client_cpu_percent", row.clientCpu(), 10);
                number(json, "node_mb", row.nodeMb(), 10);
                json.writeNumberField("failed", row.failed());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void number(JsonGenerator json, String name, double value, double parts)
            throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, Math.round(value * parts) / parts);
        } else {
            json.writeNullField(name);
        }
    }
}
