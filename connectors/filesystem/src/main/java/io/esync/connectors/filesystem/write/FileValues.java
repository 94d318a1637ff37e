package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.avro.AvroValues;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import java.time.DateTimeException;

/** Whether a format holds the values of rows as they are. Text holds each of them. */
final class FileValues {
  private FileValues() {}

  /**
   * Tests each value.
   *
   * @throws TargetException refused, with the field and the reason
   */
  static void require(Format format, Mode mode, Row row) throws TargetException {
    if (format == Format.JSON_LINES) {
      return;
    }
    for (int i = 0; i < row.schema().size(); i++) {
      Field field = row.schema().field(i);
      if (row.isAbsent(i)) {
        requireLog(mode, field);
      } else if (format != Format.CSV && row.get(i) != null) {
        require(field, row.get(i));
      }
    }
  }

  private static void requireLog(Mode mode, Field field) throws TargetException {
    if (mode == Mode.APPEND) {
      throw refused(
          "the change does not carry field '"
              + field.name()
              + "', and a file of whole rows would tell NULL for it; 'mode: changelog' tells both"
              + " apart",
          null);
    }
  }

  private static void require(Field field, Object value) throws TargetException {
    if (!isLimited(field.type())) {
      return;
    }
    try {
      AvroValues.of(field.type(), value);
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      throw refused(
          "field '%s': a %s that the files cannot hold, which know microseconds and the declared digits: %s"
              .formatted(field.name(), field.type(), e.getMessage()),
          e);
    }
  }

  private static boolean isLimited(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, STRING, BYTES, UUID, JSON -> false;
      case DECIMAL, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
      case ARRAY -> isLimited(type.element());
    };
  }

  private static TargetException refused(String message, Exception cause) {
    return new TargetException(TargetException.Kind.REFUSED, message, "", cause);
  }
}
