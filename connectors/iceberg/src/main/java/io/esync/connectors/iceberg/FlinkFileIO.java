package io.esync.connectors.iceberg;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads and writes Iceberg's files with Flink's file systems: {@code s3://} and the like with the
 * plugins and the credentials that checkpoints use. Iceberg makes it by name.
 */
public final class FlinkFileIO implements FileIO {
  private static final long serialVersionUID = 1L;

  @Override
  public void initialize(Map<String, String> properties) {
    // All that it needs stands in Flink's configuration.
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }

  @Override
  public InputFile newInputFile(String location) {
    return new FlinkInputFile(location, -1);
  }

  @Override
  public InputFile newInputFile(String location, long length) {
    return new FlinkInputFile(location, length);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new FlinkOutputFile(location);
  }

  @Override
  public void deleteFile(String location) {
    Path path = new Path(location);
    try {
      path.getFileSystem().delete(path, false);
    } catch (IOException e) {
      throw new RuntimeIOException(e, "cannot delete %s", location);
    }
  }

  /**
   * @param knownLength in bytes; negative where it is to be asked for
   */
  private record FlinkInputFile(String location, long knownLength) implements InputFile {
    @Override
    public long getLength() {
      if (knownLength >= 0) {
        return knownLength;
      }
      Path path = new Path(location);
      try {
        return path.getFileSystem().getFileStatus(path).getLen();
      } catch (FileNotFoundException e) {
        throw new NotFoundException(e, "there is no file %s", location);
      } catch (IOException e) {
        throw new RuntimeIOException(e, "cannot read %s", location);
      }
    }

    @Override
    public SeekableInputStream newStream() {
      Path path = new Path(location);
      try {
        return new Input(path.getFileSystem().open(path));
      } catch (FileNotFoundException e) {
        throw new NotFoundException(e, "there is no file %s", location);
      } catch (IOException e) {
        throw new RuntimeIOException(e, "cannot read %s", location);
      }
    }

    @Override
    public boolean exists() {
      Path path = new Path(location);
      try {
        return path.getFileSystem().exists(path);
      } catch (IOException e) {
        throw new RuntimeIOException(e, "cannot read %s", location);
      }
    }
  }

  private record FlinkOutputFile(String location) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      if (toInputFile().exists()) {
        throw new AlreadyExistsException("there is a file %s already", location);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      Path path = new Path(location);
      try {
        return new Output(path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE));
      } catch (IOException e) {
        throw new RuntimeIOException(e, "cannot write %s", location);
      }
    }

    @Override
    public InputFile toInputFile() {
      return new FlinkInputFile(location, -1);
    }
  }

  private static final class Input extends SeekableInputStream {
    private final FSDataInputStream in;

    Input(FSDataInputStream in) {
      this.in = in;
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Output extends PositionOutputStream {
    private final FSDataOutputStream out;
    private boolean closed;
    private long length;

    Output(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return closed ? length : out.getPos();
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        length = out.getPos();
        closed = true;
        out.close();
      }
    }
  }
}
