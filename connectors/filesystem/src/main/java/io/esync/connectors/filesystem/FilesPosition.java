package io.esync.connectors.filesystem;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far the files of a source have been read. Holds one entry for each file that is there, less
 * those that are forgotten; or of a part of them alone.
 *
 * @param files by their names
 * @param last the greatest number that any file ever had
 * @param forgotten files that were last written at or before this time, in milliseconds since the
 *     epoch, and have no entry are read to their end; {@link Long#MIN_VALUE} for none
 * @param part whether these files are all there is to read, and nobody looks for others
 */
record FilesPosition(Map<String, FileMark> files, long last, long forgotten, boolean part) {
  static final FilesPosition START = new FilesPosition(Map.of(), 0, Long.MIN_VALUE);

  FilesPosition {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** A position in all of the files. */
  FilesPosition(Map<String, FileMark> files, long last, long forgotten) {
    this(files, last, forgotten, false);
  }

  /** The start of a part, which some readers read before the others. */
  static FilesPosition ofPart(Map<String, FileMark> files) {
    return new FilesPosition(files, 0, Long.MIN_VALUE, true);
  }

  /** Writes the entries one after the other. */
  static final class Serializer implements SimpleVersionedSerializer<FilesPosition> {
    private static final int VERSION = 3;
    private static final int WITHOUT_PARTS = 2;
    private static final int WITHOUT_STAMPS = 1;
    private static final int INITIAL_BYTES = 128;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(FilesPosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      out.writeLong(position.last());
      out.writeInt(position.files().size());
      for (Map.Entry<String, FileMark> file : position.files().entrySet()) {
        FileMark mark = file.getValue();
        out.writeUTF(file.getKey());
        out.writeLong(mark.number());
        out.writeLong(mark.offset());
        out.writeLong(mark.lines());
        out.writeLong(mark.stamp().length());
        out.writeLong(mark.stamp().modified());
        out.writeBoolean(mark.finished());
      }
      out.writeLong(position.forgotten());
      out.writeBoolean(position.part());
      return out.getCopyOfBuffer();
    }

    @Override
    public FilesPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version < WITHOUT_STAMPS || version > VERSION) {
        throw new IOException("unknown version " + version + " of a position in files");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      long last = in.readLong();
      Map<String, FileMark> files = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        files.put(in.readUTF(), version == WITHOUT_STAMPS ? markWithoutStamp(in) : mark(in));
      }
      long forgotten = version == WITHOUT_STAMPS ? Long.MIN_VALUE : in.readLong();
      boolean part = version > WITHOUT_PARTS && in.readBoolean();
      return new FilesPosition(files, last, forgotten, part);
    }

    private static FileMark mark(DataInputDeserializer in) throws IOException {
      return new FileMark(
          in.readLong(),
          in.readLong(),
          in.readLong(),
          new FileStamp(in.readLong(), in.readLong()),
          in.readBoolean());
    }

    /** A file that was read until its length was what had been read of it. */
    private static FileMark markWithoutStamp(DataInputDeserializer in) throws IOException {
      long number = in.readLong();
      long offset = in.readLong();
      return new FileMark(
          number, offset, in.readLong(), new FileStamp(offset, FileStamp.UNKNOWN), true);
    }
  }
}
