package org.example.esync.folder;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the folder with what it was. */
final class FolderPoller implements Poller<FolderPosition> {
  static final String STREAM = "entries";

  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("name", DataType.STRING), new Field("value", DataType.STRING)),
          List.of("name"));

  private final String source;
  private final TextFolder folder;
  private FolderPosition position;

  FolderPoller(String source, TextFolder folder, FolderPosition position) {
    this.source = source;
    this.folder = folder;
    this.position = position;
  }

  @Override
  public Piece<FolderPosition> poll() throws IOException {
    Map<String, String> now = folder.read();
    List<SourceRecord> records = new ArrayList<>();
    long changes = position.changes();
    for (Map.Entry<String, String> entry : now.entrySet()) {
      if (!entry.getValue().equals(position.entries().get(entry.getKey()))) {
        Row row = Row.of(SCHEMA, entry.getKey(), entry.getValue());
        records.add(new SourceChange(origin(++changes), ChangeOp.UPSERT, null, row));
      }
    }
    for (String name : position.entries().keySet()) {
      if (!now.containsKey(name)) {
        Row before = Row.of(SCHEMA.keySchema(), name);
        records.add(new SourceChange(origin(++changes), ChangeOp.DELETE, before, null));
      }
    }
    position = new FolderPosition(changes, now);
    return new Piece<>(records, position, Piece.Next.LATER);
  }

  /** The time of a change is not known; pipelines may order by another field. */
  private Origin origin(long number) {
    SourceVersion version = new SourceVersion(0, number, 0);
    return new Origin(
        source, STREAM, version, Origin.UNKNOWN_TIME, System.currentTimeMillis(), false);
  }

  @Override
  public void close() {}
}
