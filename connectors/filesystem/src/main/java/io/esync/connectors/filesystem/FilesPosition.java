package io.esync.connectors.filesystem;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far the files of a source have been read. Holds one entry for each file that is there.
 *
 * @param files by their names
 * @param last the greatest number that any file ever had
 */
record FilesPosition(Map<String, FileMark> files, long last) {
  static final FilesPosition START = new FilesPosition(Map.of(), 0);

  FilesPosition {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** Writes the entries one after the other. */
  static final class Serializer implements SimpleVersionedSerializer<FilesPosition> {
    private static final int VERSION = 1;
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
        out.writeUTF(file.getKey());
        out.writeLong(file.getValue().number());
        out.writeLong(file.getValue().offset());
        out.writeLong(file.getValue().lines());
      }
      return out.getCopyOfBuffer();
    }

    @Override
    public FilesPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a position in files");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      long last = in.readLong();
      Map<String, FileMark> files = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        files.put(in.readUTF(), new FileMark(in.readLong(), in.readLong(), in.readLong()));
      }
      return new FilesPosition(files, last);
    }
  }
}
