package io.esync.connectors.spi.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.util.Optional;

/** Reads a record of a collection again that once could not be read. */
public final class RecordAgain {
  private RecordAgain() {}

  /**
   * The record, with the version that its cursor makes; without a cursor that of the reading that
   * found it. Empty where it is no record of the collection.
   *
   * @param payload the record as it stood in the answer
   * @param origin that it had
   * @throws IllegalArgumentException if it still cannot be read
   */
  public static Optional<SourceRecord> parse(
      ApiCollection collection, byte[] payload, Origin origin) {
    CursorText cursor =
        collection.cursor() == null
            ? null
            : new CursorText(collection.cursor(), collection.shape().schema());
    CollectionRecord record = CollectionRecord.read(new String(payload, UTF_8), collection, cursor);
    if (record.leftOut()) {
      return Optional.empty();
    }
    if (record.problem() != null) {
      throw new IllegalArgumentException(record.problem());
    }
    Origin place = record.cursor() == null ? origin : read(record, origin);
    return Optional.of(new SourceChange(place, ChangeOp.UPSERT, null, record.row()));
  }

  private static Origin read(CollectionRecord record, Origin origin) {
    SourceVersion version = new SourceVersion(0, record.cursor().major(), origin.version().minor());
    return new Origin(
        origin.source(),
        origin.stream(),
        version,
        record.cursor().timestamp(),
        origin.ingestedAt(),
        false);
  }
}
