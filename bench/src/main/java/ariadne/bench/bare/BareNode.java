package ariadne.bench.bare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One node: one thread that reads, batches, hashes, writes, forces and sends. */
public final class BareNode {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Selector selector = Selector.open();
    private final Journal journal;
    private final ServerSocketChannel server;
    private final List<Link> links = new ArrayList<>();

    private BareNode(int port, Path file, boolean forces) throws IOException {
        journal = new Journal(file, forces);
        server = ServerSocketChannel.open().setOption(
                StandardSocketOptions.SO_REUSEADDR, true).bind(loopback(port));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Index of the node, file of its chain, whether it forces, port of every node. */
    public static void main(String[] args) throws Exception {
        int self = Integer.parseInt(args[0]);
        int[] ports = Arrays.stream(args, 3, args.length).mapToInt(Integer::parseInt).toArray();
        BareNode node = new BareNode(ports[self], Path.of(args[1]), Boolean.parseBoolean(args[2]));
        if (self == 0) {
            node.lead(ports);
        } else {
            node.follow();
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void lead(int[] ports) throws IOException, InterruptedException {
        Leader leader = new Leader(journal, ports.length);
        for (int i = 1; i < ports.length; i++) {
            Link link = new Link(dial(ports[i]), selector);
            links.add(link);
            leader.follower(link);
        }
        int followers = links.size();
        System.out.println("leads");
        while (true) {
            selector.select();
            accept();
            for (Link link : List.copyOf(links)) {
                if (!link.isReadable()) {
                    continue;
                }
                try {
                    boolean client = links.indexOf(link) >= followers;
                    link.fill();
                    for (ByteBuffer frame = link.frame(); frame != null; frame = link.frame()) {
                        if (client) {
                            leader.asked(link, frame);
                        } else {
                            leader.told(link, frame);
                        }
                    }
                } catch (IOException e) {
                    drop(link, followers, e);
                }
            }
            selector.selectedKeys().clear();
            leader.work();
            for (Link link : List.copyOf(links)) {
                try {
                    link.flush();
                } catch (IOException e) {
                    drop(link, followers, e);
                }
            }
        }
    }

    /** A client may go; without a follower there is nothing to measure. */
    private void drop(Link link, int followers, IOException why) throws IOException {
        if (links.indexOf(link) < followers) {
            throw why;
        }
        links.remove(link);
        link.close();
    }

    private void follow() throws IOException {
        while (true) {
            selector.select();
            accept();
            for (Link link : links) {
                if (link.isReadable()) {
                    link.fill();
                    for (ByteBuffer frame = link.frame(); frame != null; frame = link.frame()) {
                        take(link, frame);
                    }
                }
                link.flush();
            }
            selector.selectedKeys().clear();
        }
    }

    private void take(Link leader, ByteBuffer frame) throws IOException {
        byte kind = frame.get();
        long number = frame.getLong();
        if (kind == Words.CONFIRM) {
            leader.room(1 + Long.BYTES).put(Words.CONFIRM).putLong(number);
            return;
        }
        byte[] said = new byte[32];
        frame.get(said);
        ByteBuffer body = frame.slice();
        byte[] hash = journal.hash(body);
        if (!Arrays.equals(said, hash) || number != journal.height() + 1) {
            throw new IllegalStateException("block " + number + " is not the next one");
        }
        journal.append(hash, body.duplicate());
        journal.apply(body);
        leader.room(1 + Long.BYTES).put(Words.FORCED).putLong(number);
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            links.add(new Link(channel, selector));
        }
    }

    private static SocketChannel dial(int port) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            try {
                return SocketChannel.open(loopback(port));
            } catch (IOException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }
}
