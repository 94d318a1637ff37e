package io.esync.jobs.drill;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file of Parquet in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BytesFile(byte[] content) implements InputFile {
  @Override
  public long getLength() {
    return content.length;
  }

  @Override
  public SeekableInputStream newStream() {
    Bytes bytes = new Bytes(content);
    return new DelegatingSeekableInputStream(bytes) {
      @Override
      public long getPos() {
        return bytes.position();
      }

      @Override
      public void seek(long position) {
        bytes.seek(position);
      }
    };
  }

  /** Knows where it is. */
  private static final class Bytes extends ByteArrayInputStream {
    Bytes(byte[] content) {
      super(content);
    }

    int position() {
      return pos;
    }

    void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }
}
