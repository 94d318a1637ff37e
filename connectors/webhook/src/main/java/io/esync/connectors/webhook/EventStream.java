package io.esync.connectors.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** The records of one kind that events tell of. */
public record EventStream(
    @Option(
            value = "Which events tell of such records; all, if it is left out.",
            optional = true,
            example = "{header: X-GitHub-Event, is: [issues]}")
        Condition when,
    @Option(
            value =
                "JSON pointer to the record in an event, or to an array of records. By default the"
                    + " event itself is the record.",
            optional = true,
            example = "/issue")
        String record,
    @Option(value = "The fields that identify a record.", example = "[id]") List<String> key,
    @Option(
            value =
                "The type of each field; members of a record that are not named here are left out.",
            example = "{id: bigint, title: string, updated_at: timestamptz, repository: string}")
        Map<String, String> fields,
    @Option(
            value =
                "JSON pointers to the fields that are no members of a record itself, but of what"
                    + " stands in it.",
            optional = true,
            example = "{author: /user/login}")
        Map<String, String> from,
    @Option(
            value = "JSON pointers into the whole event, for fields that stand beside the record.",
            optional = true,
            example = "{repository: /repository/full_name}")
        Map<String, String> fromEvent,
    @Option(
            value = "Which events tell that the record is gone.",
            optional = true,
            example = "{pointer: /action, is: [deleted]}")
        Condition delete)
    implements Serializable {

  public EventStream {
    record = record == null ? "" : record;
    key = List.copyOf(key);
    from = from == null ? Map.of() : Map.copyOf(from);
    fromEvent = fromEvent == null ? Map.of() : Map.copyOf(fromEvent);
    JsonPointer.compile(record);
    RowSchema schema = new DeclaredStream(key, fields).schema();
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fields must name at least the key's");
    }
    RecordShape.of(schema, from);
    RecordShape.of(schema, fromEvent);
    for (String field : fromEvent.keySet()) {
      if (from.containsKey(field)) {
        throw new IllegalArgumentException(
            "'" + field + "' stands in from and in from_event; leave it in one of them");
      }
    }
  }

  RowSchema schema() {
    return new DeclaredStream(key, fields).schema();
  }

  /** Where the fields of a record stand, those beside it left out. */
  RecordShape shape() {
    return RecordShape.of(schema(), from);
  }
}
