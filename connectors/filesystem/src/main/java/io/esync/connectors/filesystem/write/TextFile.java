package io.esync.connectors.filesystem.write;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of lines of text. */
final class TextFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private TextFile() {}

  /** What the names of compressed files end with. */
  static String suffix(Compression compression) {
    return switch (compression) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZSTD -> ".zst";
      case SNAPPY -> throw new IllegalArgumentException("lines of text have no Snappy");
    };
  }

  /** A stream whose closing ends the compression and leaves {@code out} open. */
  static OutputStream compressed(OutputStream out, Compression compression) throws IOException {
    OutputStream open = new Unclosed(out);
    return switch (compression) {
      case NONE -> new BufferedOutputStream(open, BUFFER_BYTES);
      case GZIP -> new BufferedOutputStream(new GZIPOutputStream(open), BUFFER_BYTES);
      case ZSTD -> new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(open), BUFFER_BYTES);
      case SNAPPY -> throw new IllegalArgumentException("lines of text have no Snappy");
    };
  }

  /** Flink closes the stream when it has noted what is in it. */
  static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
