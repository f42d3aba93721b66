package ariadne.chaos.ssh;

import ariadne.chaos.lab.LabException;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One machine: commands by root, one at a time, each bounded in time; files brought home. A
 * connection that broke is made anew and the command given once more, so that commands must not
 * mind to be given twice.
 */
class SshMachine implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(SshMachine.class);
    private static final long COMMAND_MILLIS = 20_000;
    private static final long FETCH_MILLIS = 60_000;

    private final Host host;
    private final Optional<Path> agent;
    private final ReentrantLock lock = new ReentrantLock();
    private Connection connection;
    private RootShell shell;

    /** With the agent that SSH_AUTH_SOCK names, if it names one. */
    SshMachine(Host host) {
        this(host, Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(text -> !text.isBlank()).map(Path::of));
    }

    SshMachine(Host host, Optional<Path> agent) {
        this.host = host;
        this.agent = agent;
    }

    Host host() {
        return host;
    }

    String name() {
        return host.name();
    }

    /** Connects and becomes root, so that a machine which can't be used is known at once. */
    void connect() {
        run("true");
    }

    /**
     * Runs a command of root's shell that must succeed.
     *
     * @return its output without the last line's end
     * @throws LabException that names the machine, if it fails or takes longer than 20 s
     */
    String run(String command) {
        return run(command, COMMAND_MILLIS);
    }

    String run(String command, long timeoutMillis) {
        RootShell.Result result = attempt(command, timeoutMillis);
        if (result.exitCode() != 0) {
            throw new LabException(host + ": " + shortened(command) + ": exit code "
                    + result.exitCode() + ", " + line(result.output()));
        }
        return result.output().stripTrailing();
    }

    /** The same of one that may fail. */
    RootShell.Result attempt(String command) {
        return attempt(command, COMMAND_MILLIS);
    }

    RootShell.Result attempt(String command, long timeoutMillis) {
        lock.lock();
        try {
            boolean fresh = connection == null;
            try {
                return shell().run(command, timeoutMillis);
            } catch (RootShell.TooLong e) {
                disconnect();
                throw failed(command, e);
            } catch (IOException e) {
                disconnect();
                if (fresh) {
                    throw failed(command, e);
                }
                LOG.warn("{}: the connection broke ({}), once more", host, e.getMessage());
            }
            try {
                return shell().run(command, timeoutMillis);
            } catch (IOException e) {
                disconnect();
                throw failed(command, e);
            }
        } finally {
            lock.unlock();
        }
    }

    private LabException failed(String command, IOException e) {
        return new LabException(host + ": " + shortened(command) + ": "
                + line(String.valueOf(e.getMessage())), e);
    }

    private static String shortened(String command) {
        String line = line(command);
        return line.length() > 100 ? line.substring(0, 100) + " ..." : line;
    }

    static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private RootShell shell() throws IOException {
        if (shell == null || !shell.isOpen()) {
            try {
                shell = new RootShell(connection(), !host.user().equals("root"));
            } catch (JSchException e) {
                throw new IOException("no shell: " + e.getMessage(), e);
            }
        }
        return shell;
    }

    private Connection connection() {
        if (connection == null || !connection.isOpen()) {
            connection = Connection.open(host, agent);
        }
        return connection;
    }

    /**
     * Brings a file, or a directory with all that is in it.
     *
     * @param source readable by root alone, perhaps
     * @param target replaced if it is there, files that are not in the source are left
     */
    void fetch(String source, Path target) {
        bring(source, "cp -r " + Words.quoted(source), target);
    }

    /** Brings what a file holds behind its first bytes. */
    void fetchTail(String source, long bytes, Path target) {
        bring(source, "tail -c +" + (bytes + 1) + " " + Words.quoted(source) + " >", target);
    }

    private void bring(String source, String copying, Path target) {
        lock.lock();
        try {
            bringAlone(source, copying, target);
        } finally {
            lock.unlock();
        }
    }

    private void bringAlone(String source, String copying, Path target) {
        // SFTP has the rights of the user, not of root.
        String copy = run("d=$(mktemp -d /var/tmp/ariadne-lab.XXXXXXXX) && { " + copying
                + " \"$d/it\" && chown -R " + Words.quoted(host.user()) + " \"$d\""
                + " || { rm -rf \"$d\"; exit 1; }; } && echo \"$d\"", FETCH_MILLIS);
        try {
            ChannelSftp sftp = connection().sftp();
            try {
                get(sftp, copy + "/it", target);
            } finally {
                sftp.disconnect();
            }
        } catch (SftpException | JSchException | IOException e) {
            throw new LabException(host + ": " + source + " can't be fetched: " + e.getMessage(),
                    e);
        } finally {
            attempt("rm -rf " + Words.quoted(copy));
        }
    }

    private static void get(ChannelSftp sftp, String source, Path target)
            throws SftpException, IOException {
        if (!sftp.stat(source).isDir()) {
            Files.createDirectories(target.getParent());
            sftp.get(source, target.toString());
            return;
        }
        Files.createDirectories(target);
        for (ChannelSftp.LsEntry entry : sftp.ls(source)) {
            String name = entry.getFilename();
            if (!name.equals(".") && !name.equals("..") && !entry.getAttrs().isLink()) {
                get(sftp, source + "/" + name, target.resolve(name));
            }
        }
    }

    private void disconnect() {
        if (shell != null) {
            shell.close();
            shell = null;
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            disconnect();
        } finally {
            lock.unlock();
        }
    }
}
