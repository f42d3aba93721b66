package ariadne.paxos;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Changes of the membership as text: after "=2,3,4" come 2, 3 and 4. */
final class Changes implements Stops {
    static byte[] to(List<Integer> members) {
        return ("=" + members.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Integer> next(Block block) {
        if (block.transactions().size() != 1) {
            return List.of();
        }
        String text = new String(block.transactions().getFirst(), StandardCharsets.UTF_8);
        return text.startsWith("=")
                ? Arrays.stream(text.substring(1).split(",")).map(Integer::valueOf).toList()
                : List.of();
    }
}
