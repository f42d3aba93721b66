package ariadne.chaos.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One shell of root on a machine that takes command after command: a session, sudo and a shell
 * for each would take fifty milliseconds, and a partition of five nodes has twelve of them.
 */
final class RootShell implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MOST_OUTPUT = 4 << 20;

    private final ChannelExec channel;
    private final OutputStream input;
    private final Answers answers = new Answers();
    private long commands;

    /** What a command that ended said, both streams together, and its exit code. */
    record Result(int exitCode, String output) {}

    /**
     * Opens a shell.
     *
     * @param sudo whether root's rights must be asked for
     */
    RootShell(Connection connection, boolean sudo) throws JSchException, IOException {
        channel = connection.exec((sudo ? "sudo -n " : "") + "/bin/sh");
        channel.setInputStream(null);
        channel.setOutputStream(answers);
        channel.setErrStream(answers);
        input = channel.getOutputStream();
        channel.connect(CONNECT_MILLIS);
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if the shell ended, with its last words, or it takes longer
     */
    Result run(String command, long timeoutMillis) throws IOException {
        String mark = "ariadne-" + ++commands + "-" + Long.toHexString(System.nanoTime());
        input.write(("(\n" + command + "\n) </dev/null 2>&1; printf '\\n%s %s\\n' " + mark
                + " $?\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        return answers.until(mark, timeoutMillis);
    }

    boolean isOpen() {
        return channel.isConnected() && !channel.isClosed() && !answers.ended();
    }

    @Override
    public void close() {
        channel.disconnect();
    }

    /** What comes from the shell; JSch writes here from a thread of its own. */
    private static final class Answers extends OutputStream {
        private final StringBuilder text = new StringBuilder();
        private boolean ended;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        // As Latin 1, so that characters that come in two parts are put together in the end.
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (text.length() < MOST_OUTPUT) {
                text.append(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
            }
            notifyAll();
        }

        @Override
        public synchronized void close() {
            ended = true;
            notifyAll();
        }

        synchronized boolean ended() {
            return ended;
        }

        synchronized Result until(String mark, long timeoutMillis) throws IOException {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            String start = "\n" + mark + " ";
            while (true) {
                int at = text.lastIndexOf(start);
                int end = at < 0 ? -1 : text.indexOf("\n", at + start.length());
                if (end >= 0) {
                    Result result = new Result(
                            Integer.parseInt(text.substring(at + start.length(), end)),
                            utf8(text.substring(0, at)));
                    text.delete(0, end + 1);
                    return result;
                }
                if (ended) {
                    throw new IOException(text.isEmpty() ? "the connection ended"
                            : utf8(text.toString()).strip());
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TooLong(timeoutMillis);
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }
        }

        private static String utf8(CharSequence latin1) {
            return new String(latin1.toString().getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8);
        }
    }

    /** A command took longer than it may. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(long millis) {
            super("no answer within " + millis + " ms");
        }
    }
}
