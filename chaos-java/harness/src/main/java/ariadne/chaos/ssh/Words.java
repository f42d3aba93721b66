package ariadne.chaos.ssh;

import java.util.ArrayList;
import java.util.List;

/** A line's words, as a shell and Ansible split them; and words so that a shell takes them. */
final class Words {
    private Words() {}

    /**
     * Splits at spaces; quotes keep what is between them, a hash that begins a word ends the line.
     *
     * @throws IllegalArgumentException for a quote that is never closed
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == '\'' || quote == '"' && c != '\\') {
                word.append(c);
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else if (quote == 0 && c == '#' && word == null) {
                break;
            } else {
                word = word == null ? new StringBuilder() : word;
                if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == '\\' && i + 1 < line.length()) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the quote " + quote + " is never closed");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** One word for a shell. */
    static String quoted(String word) {
        return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
