package ariadne.chaos.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NodeStateTest {
    @Test
    void aStatusIsRead() {
        NodeState state = NodeState.parse(
                "n2", "node n2\nleads 1.12.2\npromised 1.12.2\ndecided 40\n"
                + "applied 39\ntip-hash ab\nstate-hash cd\nwall-millis 1500\nempty\n", 7, 1000);
        assertThat(state).isEqualTo(new NodeState(
                "n2", 0, 7, "1.12.2", "1.12.2", 40, 39, "ab", "cd",
                500));
        assertThat(state.leading()).isTrue();
    }

    @Test
    void ballotsCompareByEraThenRoundThenNode() {
        assertThat(NodeState.below("0.9.1", "0.10.1")).isTrue();
        assertThat(NodeState.below("0.99.9", "1.0.1")).isTrue();
        assertThat(NodeState.below("1.2.3", "1.2.4")).isTrue();
        assertThat(NodeState.below("1.2.3", "1.2.3")).isFalse();
        assertThat(NodeState.below("1.2.4", "1.2.3")).isFalse();
    }
}
