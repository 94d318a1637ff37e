package org.example.esync.folder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What was seen of a folder: enough to tell what has changed since. As large as the folder, which
 * suits settings.
 *
 * @param changes how many changes were told so far; numbers them
 */
record FolderPosition(long changes, Map<String, String> entries) {
  static final FolderPosition START = new FolderPosition(0, Map.of());

  FolderPosition {
    entries = Map.copyOf(entries);
  }

  /** The form in checkpoints. */
  static final class Serializer implements SimpleVersionedSerializer<FolderPosition> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(FolderPosition position) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(position.changes);
      out.writeInt(position.entries.size());
      for (Map.Entry<String, String> entry : position.entries.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeUTF(entry.getValue());
      }
      return bytes.toByteArray();
    }

    @Override
    public FolderPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("version " + version + " of a position is not known");
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      long changes = in.readLong();
      Map<String, String> entries = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        entries.put(in.readUTF(), in.readUTF());
      }
      return new FolderPosition(changes, entries);
    }
  }
}
