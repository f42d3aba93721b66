package ariadne.chain;

import java.nio.file.Path;

/** A directory that was never formatted, or whose owner emptied it. */
public final class UnformattedException extends ChainException {
    private static final long serialVersionUID = 1;

    UnformattedException(Path directory) {
        super(directory + " is no data directory: it has no " + IdentityFile.NAME
                + "; make it with ./ariadne format");
    }
}
