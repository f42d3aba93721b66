package ariadne.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final Roster FIRST = Roster.first(List.of(
            new Member(2, "b", "h:2"), new Member(1, "a", "h:1"), new Member(3, "c", "")));

    @Test
    void membersStandInTheOrderOfTheirIds() {
        assertThat(FIRST.ids()).containsExactly(1, 2, 3);
        assertThat(FIRST.nextId()).isEqualTo(4);
        assertThat(FIRST.named("b").id()).isEqualTo(2);
        assertThat(FIRST.member(9)).isNull();
    }

    @Test
    void noIdComesBack() {
        Roster next = FIRST.without("c").with("d", "h:4").without("d").renewed("a", "h:9");
        assertThat(next.era()).isEqualTo(4);
        assertThat(next.members()).containsExactly(
                new Member(2, "b", "h:2"), new Member(5, "a", "h:9"));
        assertThat(next.nextId()).isEqualTo(6);
    }

    @Test
    void whatNoClusterCanBeIsRefused() {
        assertThatThrownBy(() -> FIRST.with("a", "h:7"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("taken");
        assertThatThrownBy(() -> new Roster(0, List.of(new Member(3, "x", "")), 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 2");
    }

    @Test
    void aStopBlockTakesEffectOnceAnEra() {
        Store store = new Store(SessionLimits.DEFAULT, FIRST);
        long before = store.stateHash();
        Request change = new Request(0, 7, 0, new Command.Change(7, FIRST.without("c")));
        assertThat(store.apply(new Position(1, 0), change).result())
                .isEqualTo(new Result.Changed(1));
        assertThat(store.roster().ids()).containsExactly(1, 2);
        assertThat(store.stateHash()).isNotEqualTo(before);
        assertThatThrownBy(() -> store.apply(new Position(2, 0), change))
                .isInstanceOf(AssertionError.class).hasMessageContaining("era 1 in era 1");
    }
}
