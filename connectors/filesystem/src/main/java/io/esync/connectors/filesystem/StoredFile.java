package io.esync.connectors.filesystem;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file to be read, up to the length that it had when it was looked at. What goes wrong with the
 * storage is told apart from what is wrong with the content: it is a {@link StorageException}.
 */
public final class StoredFile implements InputFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileSystem fileSystem;
  private final Path path;
  private final long length;

  /**
   * @param length how much of it is read, in bytes
   */
  public StoredFile(FileSystem fileSystem, Path path, long length) {
    this.fileSystem = fileSystem;
    this.path = path;
    this.length = length;
  }

  /** The storage does not answer as it should. */
  static final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    StorageException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether {@code failure} comes of the storage. */
    static boolean isIn(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof StorageException) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether the file's name says that it is compressed. */
  static boolean isCompressed(String name) {
    return isGzip(name) || isZstd(name);
  }

  private static boolean isGzip(String name) {
    return name.endsWith(".gz");
  }

  private static boolean isZstd(String name) {
    return name.endsWith(".zst") || name.endsWith(".zstd");
  }

  /** The bytes from {@code offset} on. */
  Stream bytes(long offset) throws IOException {
    Stream stream;
    try {
      stream = new Stream(fileSystem.open(path), length);
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new StorageException(e);
    }
    stream.seek(offset);
    return stream;
  }

  /**
   * The bytes that the file stands for, which are its own or those that it compresses.
   *
   * @param offset of the first of them
   */
  public InputStream content(long offset) throws IOException {
    String name = path.getName();
    if (!isCompressed(name)) {
      return bytes(offset);
    }
    InputStream bytes = bytes(0);
    try {
      InputStream content =
          isGzip(name)
              ? new GZIPInputStream(bytes, BUFFER_BYTES)
              : new ZstdInputStreamNoFinalizer(new BufferedInputStream(bytes, BUFFER_BYTES));
      content.skipNBytes(offset);
      return content;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    Stream stream = bytes(0);
    return new DelegatingSeekableInputStream(stream) {
      @Override
      public long getPos() {
        return stream.position;
      }

      @Override
      public void seek(long position) throws IOException {
        stream.seek(position);
      }
    };
  }

  /** One way through the file. */
  static final class Stream extends InputStream {
    private final FSDataInputStream in;
    private final long length;
    private long position;

    Stream(FSDataInputStream in, long length) {
      this.in = in;
      this.length = length;
    }

    void seek(long to) throws IOException {
      try {
        in.seek(to);
      } catch (IOException e) {
        throw new StorageException(e);
      }
      position = to;
    }

    long position() {
      return position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int wanted) throws IOException {
      int most = (int) Math.min(wanted, length - position);
      if (most <= 0) {
        return wanted == 0 ? 0 : -1;
      }
      try {
        int read = in.read(bytes, from, most);
        position += Math.max(0, read);
        return read;
      } catch (IOException e) {
        throw new StorageException(e);
      }
    }

    /** GZIP asks whether another member follows; a remote stream knows nothing at hand. */
    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } catch (IOException e) {
        throw new StorageException(e);
      }
    }
  }
}
