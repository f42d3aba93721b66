package ariadne.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk whose forces cost nothing and whose operations can be told to fail. */
final class TestDisk extends LocalVolume {
    boolean failWrites;
    boolean failForces;
    int forces;
    int writes;

    @Override
    public DataFile create(Path path) throws IOException {
        return new Wrapped(super.create(path));
    }

    @Override
    public DataFile openForWriting(Path path) throws IOException {
        return new Wrapped(super.openForWriting(path));
    }

    @Override
    public void forceDirectory(Path directory) {}

    private final class Wrapped implements DataFile {
        private final DataFile file;

        Wrapped(DataFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            if (failWrites) {
                throw new IOException("No space left on device");
            }
            writes++;
            file.write(bytes, offset);
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            file.read(into, offset);
        }

        @Override
        public void force() throws IOException {
            forces++;
            if (failForces) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
