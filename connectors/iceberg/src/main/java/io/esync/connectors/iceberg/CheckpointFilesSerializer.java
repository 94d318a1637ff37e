package io.esync.connectors.iceberg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes {@link CheckpointFiles} into checkpoints and savepoints. */
final class CheckpointFilesSerializer implements SimpleVersionedSerializer<CheckpointFiles> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(CheckpointFiles checkpoint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(checkpoint.job());
      out.writeLong(checkpoint.checkpoint());
      out.writeInt(checkpoint.files().size());
      for (WrittenFiles files : checkpoint.files()) {
        WrittenFilesSerializer.write(files, out);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public CheckpointFiles deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("files of a checkpoint in version " + version + " are not known");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String job = in.readUTF();
      long checkpoint = in.readLong();
      int size = in.readInt();
      List<WrittenFiles> files = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        files.add(WrittenFilesSerializer.read(in));
      }
      return new CheckpointFiles(job, checkpoint, files);
    }
  }
}
