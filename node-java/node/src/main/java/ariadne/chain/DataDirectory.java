package ariadne.chain;

import ariadne.paxos.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A data directory before there is a store on it. */
final class DataDirectory {
    private static final String LOCK = "lock";

    private DataDirectory() {}

    static void format(Volume volume, Path directory, Identity identity) throws ChainException {
        try {
            volume.createDirectories(directory);
            if (volume.exists(directory.resolve(IdentityFile.NAME))) {
                throw new ChainException(directory + " is formatted already; a data directory is"
                        + " formatted once, when the cluster is made");
            }
            if (!volume.list(directory).isEmpty()) {
                throw new ChainException(directory + " is not empty; format another one, or"
                        + " empty it first if nothing in it is needed");
            }
            Hash genesis = Sha256Hasher.genesis(identity.cluster());
            Journal.create(volume, directory,
                    new SegmentHeader(Layout.FORMAT, 1, identity.member(), 0, genesis),
                    new Held(genesis).standing());
            IdentityFile.write(volume, directory, identity);
            volume.forceDirectory(directory.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw failed("format", directory, e);
        }
    }

    static Closeable lock(Volume volume, Path directory) throws ChainException {
        Path path = directory.resolve(LOCK);
        Closeable lock;
        try {
            lock = volume.lock(path);
        } catch (IOException e) {
            throw failed("lock", path, e);
        }
        if (lock == null) {
            throw new ChainException(directory
                    + " is in use by another process; stop that node first");
        }
        return lock;
    }

    static void release(Closeable lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't close the lock file", e);
        }
    }

    static ChainException failed(String what, Path path, IOException e) {
        return new ChainException("can't " + what + " " + path + ": "
                + e.getClass().getSimpleName() + ": " + e.getMessage()
                + "; look at the disk, then try again", e);
    }
}
