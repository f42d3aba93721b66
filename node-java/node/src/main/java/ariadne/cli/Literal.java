package ariadne.cli;

import ariadne.kv.Bytes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys and values as people type them: JSON literals. A bare word is a string, so
 * {@code put alice 5} and {@code put "alice" 5} say the same. Stored compact, as UTF-8.
 */
final class Literal {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern NO_STRING = Pattern.compile(
            "true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int SHOWN_CHARS = 200;

    private Literal() {}

    /** The literals of a line, each in compact JSON. */
    static List<String> split(String line) {
        demandCharacters(line);
        List<String> literals = new ArrayList<>();
        char[] chars = line.toCharArray();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
            } else if ("{[\"".indexOf(line.charAt(at)) >= 0) {
                at += structure(chars, at, literals);
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

    /** Takes the literal that begins there; answers how many characters it is long. */
    private static int structure(char[] line, int at, List<String> literals) {
        StringWriter compact = new StringWriter();
        try (JsonParser parser = JSON.createParser(line, at, line.length - at);
                JsonGenerator generator = JSON.createGenerator(compact)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token != null && token.isNumeric()) {
                    // As it was typed: 1e400 is no double, and 0.10 is not 0.1.
                    generator.writeNumber(parser.getText());
                } else {
                    generator.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
            generator.flush();
            String literal = compact.toString();
            demandCharacters(literal);
            literals.add(literal);
            return (int) parser.currentLocation().getCharOffset();
        } catch (JsonProcessingException e) {
            throw new Usage("no JSON literal: " + shown(new String(line, at, line.length - at))
                    + " (" + shown(e.getOriginalMessage()) + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A half of a pair has no UTF-8: all such keys would be one. */
    private static void demandCharacters(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Usage("half a character (a lone surrogate) can't be stored: "
                    + shown(text.replaceAll("[\\ud800-\\udfff]", "?")));
        }
    }

    /** A text in one line, and not longer than that. */
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    }

    private static String word(String word) {
        return NO_STRING.matcher(word).matches() ? word : quote(word);
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
