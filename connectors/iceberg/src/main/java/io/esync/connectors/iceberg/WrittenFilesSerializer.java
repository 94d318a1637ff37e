package io.esync.connectors.iceberg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes {@link WrittenFiles}, on the wire only. */
final class WrittenFilesSerializer implements SimpleVersionedSerializer<WrittenFiles> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(WrittenFiles files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(files, out);
    }
    return bytes.toByteArray();
  }

  @Override
  public WrittenFiles deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("written files of version " + version + " are not known");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    }
  }

  static void write(WrittenFiles files, DataOutputStream out) throws IOException {
    out.writeUTF(files.table());
    out.writeInt(files.generation());
    writeTexts(files.dataFiles(), out);
    writeTexts(files.deleteFiles(), out);
  }

  static WrittenFiles read(DataInputStream in) throws IOException {
    return new WrittenFiles(in.readUTF(), in.readInt(), readTexts(in), readTexts(in));
  }

  // Longer than writeUTF takes: the JSON of a file tells of every column.
  private static void writeTexts(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
