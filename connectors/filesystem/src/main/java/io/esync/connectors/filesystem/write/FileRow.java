package io.esync.connectors.filesystem.write;

import io.esync.operators.flink.FormatSerializer;
import io.esync.operators.flink.FormatSnapshot;
import io.esync.operators.flink.ModelCodec;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.Row;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A row on its way into a file.
 *
 * @param folder below the target's directory
 * @param row as it stands in the file, with the columns that tell of the change
 */
record FileRow(String folder, Row row) {
  static final TypeInformation<FileRow> TYPE =
      new ModelTypeInfo<>(FileRow.class, FileRowSerializer.INSTANCE);

  /** Writes the two parts in order: format 2. */
  static final class FileRowSerializer extends FormatSerializer<FileRow> {
    static final FileRowSerializer INSTANCE = new FileRowSerializer();
    private static final long serialVersionUID = 1L;
    private static final int FORMAT = 2;

    private FileRowSerializer() {
      super(FORMAT);
    }

    @Override
    public void serialize(FileRow record, DataOutputView target) throws IOException {
      target.writeUTF(record.folder());
      ModelCodec.writeRow(record.row(), target);
    }

    @Override
    public FileRow deserialize(DataInputView source) throws IOException {
      return new FileRow(source.readUTF(), ModelCodec.readRow(source));
    }

    @Override
    public FormatSnapshot<FileRow> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<FileRow> {
    public Snapshot() {
      super(FileRowSerializer.FORMAT);
    }

    @Override
    protected FormatSerializer<FileRow> serializer(int format) {
      if (format != FileRowSerializer.FORMAT) { // rows are on their way only, never in state
        throw new IllegalStateException("rows of files in format " + format + " cannot be read");
      }
      return FileRowSerializer.INSTANCE;
    }
  }
}
