package ariadne.bench.load;

import ariadne.bench.peer.Client;

/** An operation of an open loop, counted from when it was due. */
record Once(Window window, long dueNanos) {

    void ask(Load load, int key) {
        load.ask(key, new Client.Answer() {
            @Override
            public void ok(byte[] value) {
                String wrong = load.wrong(value);
                if (wrong.isEmpty()) {
                    window.ok(dueNanos, System.nanoTime());
                    window.outstanding.decrementAndGet();
                } else {
                    failed(wrong);
                }
            }

            @Override
            public void failed(String why) {
                window.failed(dueNanos, System.nanoTime(), why);
                window.outstanding.decrementAndGet();
            }
        });
    }
}
