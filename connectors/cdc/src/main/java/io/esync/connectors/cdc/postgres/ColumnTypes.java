package io.esync.connectors.cdc.postgres;

import io.esync.connectors.spi.postgres.ArrayText;
import io.esync.connectors.spi.postgres.ScalarText;
import io.esync.connectors.spi.postgres.TimeText;
import io.esync.operators.model.DataType;
import java.util.UUID;

/**
 * Finds the {@link TypedParser} of a PostgreSQL type.
 *
 * <p>Types without a counterpart of their own (enums, ranges, network and geometric types, {@code
 * interval}, {@code money}, {@code xml}, {@code hstore}, composites, …) are strings in the form
 * that the server itself writes and reads back, which loses nothing.
 */
final class ColumnTypes {
  /** Bytes that the server adds to the type modifier of a numeric or character type. */
  private static final int MODIFIER_HEADER = 4;

  private static final TypedParser TEXT = new TypedParser(DataType.STRING, text -> text);

  private final TypeCatalog catalog;

  ColumnTypes(TypeCatalog catalog) {
    this.catalog = catalog;
  }

  TypedParser of(int oid, int modifier) {
    return switch (oid) {
      case 16 -> new TypedParser(DataType.BOOLEAN, "t"::equals);
      case 21, 23 -> new TypedParser(DataType.INT, Integer::valueOf);
      case 20, 26 -> new TypedParser(DataType.BIGINT, Long::valueOf);
      case 700 -> new TypedParser(DataType.FLOAT, Float::valueOf);
      case 701 -> new TypedParser(DataType.DOUBLE, Double::valueOf);
      case 1700 -> new TypedParser(numeric(modifier), ScalarText::decimal);
      case 17 -> new TypedParser(DataType.BYTES, ScalarText::bytes);
      case 1082 -> new TypedParser(DataType.DATE, TimeText::date);
      case 1083 -> new TypedParser(DataType.TIME, TimeText::time);
      case 1114 -> new TypedParser(DataType.TIMESTAMP, TimeText::timestamp);
      case 1184 -> new TypedParser(DataType.TIMESTAMPTZ, TimeText::instant);
      case 2950 -> new TypedParser(DataType.UUID, UUID::fromString);
      case 114, 3802 -> new TypedParser(DataType.JSON, text -> text);
      case 22, 30 -> TEXT; // int2vector, oidvector: arrays by category, not by form
      default -> fromCatalog(catalog.find(oid), modifier);
    };
  }

  private TypedParser fromCatalog(PgType type, int modifier) {
    if (type == null) {
      return TEXT;
    }
    if (type.base() != 0) {
      return of(type.base(), type.baseModifier());
    }
    PgType element = type.element() == 0 ? null : catalog.find(type.element());
    if (element == null) {
      return TEXT;
    }
    TypedParser elements = of(element.oid(), modifier);
    return elements.type().element() != null
        ? TEXT
        : new TypedParser(
            DataType.arrayOf(elements.type()),
            new ArrayText(elements.parser(), element.delimiter()));
  }

  private static DataType numeric(int modifier) {
    if (modifier < MODIFIER_HEADER) {
      return DataType.DECIMAL;
    }
    int precision = (modifier - MODIFIER_HEADER) >> 16;
    int scale = (modifier - MODIFIER_HEADER) & 0xFFFF;
    return scale > precision ? DataType.DECIMAL : DataType.decimal(precision, scale);
  }
}
