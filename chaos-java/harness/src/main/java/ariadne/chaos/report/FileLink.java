package ariadne.chaos.report;

import java.util.Objects;

/**
 * A file that stands beside the page.
 *
 * @param path relative to the page, with slashes: {@code n1/node.log}
 * @param what what is in it; may be empty
 */
public record FileLink(String path, String what) {
    public FileLink {
        Objects.requireNonNull(path);
        Objects.requireNonNull(what);
    }
}
