package ariadne.chaos.workload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A database that answers what it was told to, and remembers what it was asked. */
final class Scripted implements Database {
    final List<String> asked = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();

    Scripted(Reply... replies) {
        this.replies.addAll(List.of(replies));
    }

    @Override
    public Reply get(String key) {
        asked.add("get " + key);
        return replies.remove();
    }

    @Override
    public Reply put(String key, String value) {
        asked.add("put " + key + " " + value);
        return replies.remove();
    }

    @Override
    public Reply cas(String key, String expected, String value) {
        asked.add("cas " + key + " " + expected + " " + value);
        return replies.remove();
    }

    @Override
    public String node() {
        return "n3";
    }

    @Override
    public void close() {}
}
