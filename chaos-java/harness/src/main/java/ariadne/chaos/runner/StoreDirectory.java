package ariadne.chaos.runner;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** A test's place in the store: {@code store/<test>/<time>/}, with {@code latest} links as Jepsen's. */
record StoreDirectory(Path path) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");

    /**
     * Makes the directory of a test that starts now.
     *
     * @throws IOException when the store can't be written
     */
    static StoreDirectory create(Path store, String test, LocalDateTime now) throws IOException {
        Path dir = store.resolve(test).resolve(TIME.format(now));
        Files.createDirectories(dir);
        link(store.resolve("latest"), Path.of(test, dir.getFileName().toString()));
        link(store.resolve(test).resolve("latest"), dir.getFileName());
        return new StoreDirectory(dir);
    }

    private static void link(Path link, Path target) throws IOException {
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException | UnsupportedOperationException e) {
            throw new IOException("can't make the link " + link, e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }
}
