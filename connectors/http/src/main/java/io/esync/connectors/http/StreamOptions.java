package io.esync.connectors.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.collection.CursorOptions;
import io.esync.connectors.spi.collection.CursorText;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** One collection of an API. */
public record StreamOptions(
    @Option(value = "Path of the collection below the source's url.", example = "/contacts")
        String path,
    @Option(value = "Parameters of each request.", optional = true, example = "{status: active}")
        Map<String, String> params,
    @Option(
            value =
                "JSON pointer to the array of records in an answer. By default the answer itself is"
                    + " that array.",
            optional = true,
            example = "/data")
        String records,
    @Option(value = "The fields that identify a record.", example = "[id]") List<String> key,
    @Option(
            value =
                "The type of each field; members of a record that are not named here are left out.",
            example = "{id: bigint, email: string, updated_at: timestamptz}")
        Map<String, String> fields,
    @Option(
            value =
                "JSON pointers to the fields that are no members of a record itself, but of what"
                    + " stands in it.",
            optional = true,
            example = "{author: /user/login}")
        Map<String, String> from,
    @Option(
            value =
                "How to ask for what has changed alone. Without it each poll reads the whole"
                    + " collection, and compares it with what it read before.",
            optional = true)
        CursorOptions cursor,
    @Option(
            value =
                "When to look for deletes, beside the cursor: the next poll then reads the whole"
                    + " collection. A record that it does not find is a delete.",
            optional = true,
            example = "{cron: \"0 3 * * *\"}")
        Schedule deletes)
    implements Serializable {

  public StreamOptions {
    params = params == null ? Map.of() : Map.copyOf(params);
    records = records == null ? "" : records;
    key = List.copyOf(key);
    from = from == null ? Map.of() : Map.copyOf(from);
    JsonPointer.compile(records);
    RowSchema schema = new DeclaredStream(key, fields).schema();
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fields must name at least the key's");
    }
    RecordShape.of(schema, from);
    if (cursor != null) {
      new CursorText(cursor, schema);
    }
    if (cursor == null && deletes != null) {
      throw new IllegalArgumentException(
          "deletes is for streams with a cursor: without one every poll reads all, which finds"
              + " deletes by itself; take it out");
    }
  }

  RowSchema schema() {
    return new DeclaredStream(key, fields).schema();
  }

  RecordShape shape() {
    return RecordShape.of(schema(), from);
  }

  /** Whether records that are gone are found out. */
  boolean findsDeletes() {
    return cursor == null || deletes != null;
  }
}
