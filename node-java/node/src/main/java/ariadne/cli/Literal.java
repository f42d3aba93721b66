package ariadne.cli;

import ariadne.kv.Bytes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values as people type them: JSON literals. A bare word is a string, so
 * {@code put alice 5} and {@code put "alice" 5} say the same. Stored compact, as UTF-8.
 */
final class Literal {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Literal() {}

    /** The literals of a line, each in compact JSON. */
    static List<String> split(String line) {
        List<String> literals = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
            } else if ("{[\"".indexOf(line.charAt(at)) >= 0) {
                at += structure(line.substring(at), literals);
            } else {
                int end = at;
                while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                    end++;
                }
                literals.add(word(line.substring(at, end)));
                at = end;
            }
        }
        return literals;
    }

    /** One argument of the command line as one literal. */
    static String argument(String text) {
        List<String> literals = text.isBlank() ? List.of(quote(text)) : split(text);
        return literals.size() == 1 ? literals.getFirst() : quote(text);
    }

    private static int structure(String text, List<String> literals) {
        StringWriter compact = new StringWriter();
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.createGenerator(compact)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
            generator.flush();
            literals.add(compact.toString());
            return (int) parser.currentLocation().getCharOffset();
        } catch (JsonProcessingException e) {
            throw new Usage("no JSON literal: " + text + " (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String word(String word) {
        try (JsonParser parser = JSON.createParser(word)) {
            parser.nextToken();
            String text = parser.getText();
            if (parser.nextToken() == null) {
                return text;
            }
        } catch (IOException e) {
            // No number, true, false or null: a string without its quotes.
        }
        return quote(word);
    }

    private static String quote(String text) {
        StringWriter quoted = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(quoted)) {
            generator.writeString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return quoted.toString();
    }

    static Bytes bytes(String literal) {
        return Bytes.of(literal.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes for a person to read; {@code (absent)} for null. */
    static String text(Bytes bytes) {
        return bytes == null ? "(absent)" : new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
