package ariadne.chaos.ssh;

import ariadne.chaos.lab.LabException;
import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SSH session with a machine whose host key is known. */
final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    // A machine that says nothing for so long, three times, is gone.
    private static final int ALIVE_MILLIS = 5_000;
    private static final List<String> USUAL_KEYS =
            List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final Session session;

    private Connection(Session session) {
        this.session = session;
    }

    /**
     * Connects.
     *
     * @param agent socket of an ssh-agent
     * @throws LabException that names the machine, and what is wrong
     */
    static Connection open(Host host, Optional<Path> agent) {
        JSch jsch = new JSch();
        String keys = offer(jsch, host, agent);
        try {
            if (!Files.isReadable(host.knownHosts())) {
                throw new LabException("the host key of " + host + " can't be checked: there is"
                        + " no known-hosts file " + host.knownHosts());
            }
            jsch.setKnownHosts(host.knownHosts().toString());
            Session session = jsch.getSession(host.user(), host.address(), host.port());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setServerAliveInterval(ALIVE_MILLIS);
            session.setServerAliveCountMax(3);
            session.setDaemonThread(true);
            session.connect(CONNECT_MILLIS);
            return new Connection(session);
        } catch (JSchUnknownHostKeyException e) {
            throw new LabException("the host key of " + host + " is unknown: "
                    + host.knownHosts() + " has none for it", e);
        } catch (JSchChangedHostKeyException e) {
            throw new LabException("the host key of " + host + " is not the one in "
                    + host.knownHosts() + ": another machine, made anew or in between", e);
        } catch (JSchRevokedHostKeyException e) {
            throw new LabException("the host key of " + host + " is revoked in "
                    + host.knownHosts(), e);
        } catch (JSchException e) {
            throw new LabException(told(host, keys, e), e);
        }
    }

    private static String told(Host host, String keys, JSchException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Auth ") || message.startsWith("USERAUTH")
                || message.contains("authentication")) {
            return host + " does not let us in with " + keys + ": " + message;
        }
        String why = e.getCause() instanceof UnknownHostException ? "nobody knows that name"
                : e.getCause() instanceof IOException io && io.getMessage() != null
                        ? io.getMessage() : message;
        return host + " cannot be reached: " + why.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Gives the keys to offer, and says in words which. */
    private static String offer(JSch jsch, Host host, Optional<Path> agent) {
        if (host.key().isEmpty() && agent.isPresent()) {
            return askAgent(jsch, agent.get());
        }
        List<String> files = new ArrayList<>();
        for (Path file : host.key().map(List::of).orElseGet(Connection::usualKeys)) {
            try {
                KeyPair pair = KeyPair.load(jsch, file.toString());
                boolean locked = pair.isEncrypted();
                pair.dispose();
                if (!locked) {
                    jsch.addIdentity(file.toString());
                    files.add(file.toString());
                } else if (agent.isPresent()) {
                    return askAgent(jsch, agent.get());
                } else if (host.key().isPresent()) {
                    throw new LabException("the key " + file + " for " + host + " is locked by a"
                            + " passphrase; give it to an ssh-agent");
                }
            } catch (JSchException e) {
                throw new LabException("the key " + file + " for " + host + " can't be used: "
                        + e.getMessage(), e);
            }
        }
        if (files.isEmpty()) {
            throw new LabException("there is no key for " + host + ": the inventory names none, no"
                    + " ssh-agent runs, and ~/.ssh has none without a passphrase");
        }
        return (files.size() == 1 ? "the key " : "the keys ") + String.join(", ", files);
    }

    private static String askAgent(JSch jsch, Path agent) {
        try {
            jsch.setIdentityRepository(
                    new AgentIdentityRepository(new SSHAgentConnector(agent)));
            return "the keys of the ssh-agent at " + agent;
        } catch (AgentProxyException e) {
            throw new LabException("the ssh-agent at " + agent + " can't be asked: "
                    + e.getMessage(), e);
        }
    }

    private static List<Path> usualKeys() {
        Path home = Path.of(System.getProperty("user.home"), ".ssh");
        return USUAL_KEYS.stream().map(home::resolve).filter(Files::isReadable).toList();
    }

    boolean isOpen() {
        return session.isConnected();
    }

    /** Not connected yet. */
    ChannelExec exec(String command) throws JSchException {
        ChannelExec channel = (ChannelExec) channel("exec");
        channel.setCommand(command);
        return channel;
    }

    ChannelSftp sftp() throws JSchException {
        ChannelSftp channel = (ChannelSftp) channel("sftp");
        channel.connect(CONNECT_MILLIS);
        return channel;
    }

    /** JSch has null for a session that goes down this very moment. */
    private Channel channel(String type) throws JSchException {
        Channel channel = session.openChannel(type);
        if (channel == null) {
            throw new JSchException("the connection ended");
        }
        return channel;
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
