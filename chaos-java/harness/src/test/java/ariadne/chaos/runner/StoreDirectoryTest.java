package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDirectoryTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 23, 12, 0, 0, 7_000_000);

    @TempDir
    Path place;

    @Test
    void aTestHasItsPlaceByNameAndTime() throws Exception {
        Path store = place.resolve("deep/store");
        StoreDirectory directory = StoreDirectory.create(store, "register", NOON);
        assertThat(directory.path()).isEqualTo(store.resolve("register/20261123T120000.007"))
                .isDirectory();
        assertThat(directory.file("history.edn"))
                .isEqualTo(directory.path().resolve("history.edn"));
    }

    @Test
    void latestLeadsToTheLatestAlsoWhenTheStoreIsMoved() throws Exception {
        Path store = place.resolve("store");
        StoreDirectory.create(store, "register", NOON);
        StoreDirectory.create(store, "set", NOON.plusMinutes(1));
        StoreDirectory.create(store, "register", NOON.plusMinutes(2));
        Path moved = Files.move(store, place.resolve("moved"));
        Path last = moved.resolve("register/20261123T120200.007").toRealPath();
        assertThat(moved.resolve("latest").toRealPath()).isEqualTo(last);
        assertThat(moved.resolve("register/latest").toRealPath()).isEqualTo(last);
        assertThat(moved.resolve("set/latest").toRealPath())
                .isEqualTo(moved.resolve("set/20261123T120100.007").toRealPath());
        try (var files = Files.list(moved)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("latest", "register", "set");
        }
    }

    @Test
    void aLinkToNowhereIsReplaced() throws Exception {
        Files.createSymbolicLink(place.resolve("latest"), Path.of("gone"));
        StoreDirectory directory = StoreDirectory.create(place, "register", NOON);
        assertThat(place.resolve("latest").toRealPath())
                .isEqualTo(directory.path().toRealPath());
    }

    @Test
    void aFileInPlaceOfTheStoreIsNamed() throws Exception {
        Path file = Files.writeString(place.resolve("store"), "mine");
        assertThatThrownBy(() -> StoreDirectory.create(file, "register", NOON))
                .isInstanceOf(IOException.class).hasMessage(file + " is a file, not a directory");
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatStandsInPlaceOfALinkIsKept() throws Exception {
        Path file = Files.writeString(place.resolve("latest"), "mine");
        assertThatThrownBy(() -> StoreDirectory.create(place, "register", NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("something else is in the place of the link " + file);
        assertThat(file).hasContent("mine");
    }
}
