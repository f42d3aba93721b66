package ariadne.chain;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** {@code identity.properties}. Its presence says that a directory was formatted to the end. */
final class IdentityFile {
    static final String NAME = "identity.properties";
    private static final String COMMENT =
            "# Written by ./ariadne format. Not to be edited: the checksum covers it.\n";
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String MEMBER = "member.";
    private static final String CRC = "crc32c";

    private IdentityFile() {}

    static void write(Volume volume, Path directory, Identity identity) throws IOException {
        String body = body(identity);
        String text = COMMENT + body + crcLine(body);
        Path draft = directory.resolve(NAME + ".new");
        try (DataFile file = volume.create(draft)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            file.force();
        }
        volume.publish(draft, directory.resolve(NAME));
    }

    static Identity read(Volume volume, Path directory) throws ChainException {
        Path file = directory.resolve(NAME);
        String text = text(volume, file);
        if (text == null) {
            throw missing(volume, directory);
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(file, e.getMessage());
        }
        int from = text.indexOf('\n') + 1;
        int to = text.indexOf(CRC + "=");
        if (to < from || !text.startsWith(COMMENT)
                || !text.substring(to).equals(crcLine(text.substring(from, to)))) {
            throw damaged(file, "its checksum is wrong");
        }
        Layout.checkFormat(file, number(file, properties, "format"));
        return parse(file, properties);
    }

    private static ChainException missing(Volume volume, Path directory) throws ChainException {
        try {
            if (volume.exists(directory)
                    && !Layout.segments(volume, directory).isEmpty()) {
                return damaged(directory.resolve(NAME), "it is missing, and segments are there");
            }
        } catch (IOException e) {
            throw new ChainException("can't read " + directory + ": " + e.getMessage()
                    + "; look at the disk, then start the node again", e);
        }
        return new UnformattedException(directory);
    }

    /** Null when the file is not there. */
    private static String text(Volume volume, Path file) throws ChainException {
        try (DataFile open = volume.openForReading(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(open.size(), MAX_BYTES));
            open.read(bytes, 0);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new ChainException("can't read " + file + ": " + e.getMessage()
                    + "; look at the disk, then start the node again", e);
        }
    }

    private static Identity parse(Path file, Properties properties) throws ChainException {
        SortedMap<Integer, String> members = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(MEMBER)) {
                members.put(number(file, key.substring(MEMBER.length()), key),
                        properties.getProperty(key));
            }
        }
        try {
            return new Identity(properties.getProperty("cluster", ""),
                    number(file, properties, "member"), properties.getProperty("name", ""),
                    members);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage());
        }
    }

    private static int number(Path file, Properties properties, String key)
            throws ChainException {
        return number(file, properties.getProperty(key, ""), key);
    }

    private static int number(Path file, String text, String key) throws ChainException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged(file, "no number for " + key);
        }
    }

    private static ChainException damaged(Path file, String why) {
        return new LostVotesException(file + ": " + why, List.of());
    }

    private static String body(Identity identity) {
        StringBuilder body = new StringBuilder("format=" + Layout.FORMAT + "\ncluster="
                + identity.cluster() + "\nmember=" + identity.member() + "\nname="
                + identity.name() + "\n");
        for (Map.Entry<Integer, String> member : identity.members().entrySet()) {
            body.append(MEMBER).append(member.getKey()).append('=').append(member.getValue())
                    .append('\n');
        }
        return body.toString();
    }

    private static String crcLine(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%s=%08x\n", CRC, crc.getValue());
    }
}
