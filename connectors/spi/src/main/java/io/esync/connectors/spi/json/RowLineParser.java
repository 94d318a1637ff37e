package io.esync.connectors.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.util.Objects;

/** Reads lines that are rows of one stream: {@code {"id": 1, "email": "ada@example.org"}}. */
public final class RowLineParser implements LineParser {
  private final String source;
  private final String stream;
  private final RowSchema schema;
  private final Deletes deletes;
  private final boolean undeclaredSkipped;

  /**
   * How a line says that its row is gone. Whatever else the member holds is an upsert.
   *
   * @param member of the line; null where no line is a delete
   * @param value of that member
   */
  public record Deletes(String member, String value) {}

  /**
   * @param source id of the source that the rows come from
   * @param stream name of their stream
   * @param undeclaredSkipped whether members that are no field are left out rather than refused
   */
  public RowLineParser(
      String source, String stream, RowSchema schema, Deletes deletes, boolean undeclaredSkipped) {
    this.source = source;
    this.stream = stream;
    this.schema = schema;
    this.deletes = deletes;
    this.undeclaredSkipped = undeclaredSkipped;
  }

  @Override
  public SourceChange parse(String line, SourceVersion version, long ingestedAt) {
    JsonNode json = JsonRows.object(line);
    Row row =
        JsonRows.row(
            schema, json, name -> undeclaredSkipped || Objects.equals(name, deletes.member()));
    Origin origin = new Origin(source, stream, version, Origin.UNKNOWN_TIME, ingestedAt, false);
    return isDelete(json)
        ? new SourceChange(origin, ChangeOp.DELETE, row, null)
        : new SourceChange(origin, ChangeOp.UPSERT, null, row);
  }

  private boolean isDelete(JsonNode json) {
    return deletes.member() != null
        && json.path(deletes.member()).asText("").equals(deletes.value());
  }
}
