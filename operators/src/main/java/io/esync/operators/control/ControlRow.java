package io.esync.operators.control;

import io.esync.operators.decode.ChangeTime;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.TypeKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;

/**
 * A row of a control source, read field by field: text, or typed as somebody's own table has it.
 *
 * @param change an upsert
 * @param code of what does not fit
 */
public record ControlRow(SourceChange change, ErrorCode code) {
  /** By how much the clock that wrote a time may be ahead of the one that read it. */
  private static final long MAX_SKEW = TimeUnit.MINUTES.toMicros(5);

  /** What is thrown for a row that does not fit. */
  public DecodeException invalid(String message) {
    return new DecodeException(code, message);
  }

  /** The text of a field that must have one. */
  public String required(String name) throws DecodeException {
    String text = optional(name, "");
    if (text.isEmpty()) {
      throw invalid(name + " is missing");
    }
    return text;
  }

  /** The text of a field without the space around it, or {@code otherwise}. */
  public String optional(String name, String otherwise) throws DecodeException {
    Object value = change.after().get(name);
    if (value == null || value == Row.ABSENT) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text.strip();
    }
    throw invalid(name + " is not text");
  }

  /** The JSON of a field, or null where it holds nothing. */
  public JsonTree json(String name) throws DecodeException {
    Row row = change.after();
    int index = row.schema().indexOf(name);
    if (index < 0 || row.isAbsent(index)) {
      return null;
    }
    if (row.get(index) == null) {
      return row.schema().field(index).type().kind() == TypeKind.JSON
          ? JsonTree.parse("null")
          : null;
    }
    try {
      return JsonTree.parse(optional(name, ""));
    } catch (IllegalArgumentException e) {
      throw invalid(name + " is not JSON: " + e.getMessage() + "; a text stands in quotes there");
    }
  }

  /**
   * The time of a field, in microseconds since the epoch. It must not lie far ahead of when the row
   * was read: a clock far ahead would beat whatever comes later.
   */
  public long time(String name) throws DecodeException {
    Object value = change.after().get(name);
    if (value == null || value == Row.ABSENT) {
      throw invalid(name + " is missing");
    }
    long micros;
    try {
      micros = ChangeTime.micros(name, value instanceof String text ? Instant.parse(text) : value);
    } catch (DateTimeParseException | DecodeException e) {
      throw invalid(name + " must be a time such as 2026-01-01T00:00:00Z");
    }
    if (micros - TimeUnit.MILLISECONDS.toMicros(change.origin().ingestedAt()) > MAX_SKEW) {
      throw invalid(
          name
              + " lies more than five minutes ahead of the time when it was read; times without a"
              + " zone are UTC");
    }
    return micros;
  }
}
