package io.esync.operators.decode;

import io.esync.operators.decode.FieldContract.OnViolation;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.util.function.BiConsumer;

/**
 * Makes one field of an entity out of rows of one schema: reads it, converts it to its type, fills
 * in its default, and checks it, in this order. What a row does not carry is neither filled in nor
 * checked.
 */
final class FieldMapper {
  private final Field field;
  private final FieldReader reader;
  private final int position;
  private final ValueConversion conversion;
  private final FieldContract contract;

  private FieldMapper(
      Field field, FieldReader reader, ValueConversion conversion, FieldContract contract) {
    this.field = field;
    this.reader = reader;
    this.position = reader instanceof FieldReader.Taken taken ? taken.position() : -1;
    this.conversion = conversion;
    this.contract = contract;
  }

  /**
   * The mapper of a field.
   *
   * @param contract null where the field is not declared
   * @throws DecodeException if what is read can never be of the declared type
   */
  static FieldMapper of(String name, FieldReader reader, FieldContract contract)
      throws DecodeException {
    DataType type = contract == null ? reader.type() : contract.field().type();
    ValueConversion conversion =
        type.equals(reader.type()) ? null : ValueConversion.between(name, reader.type(), type);
    return new FieldMapper(
        new Field(name, type),
        reader,
        conversion,
        contract != null && contract.asksMore() ? contract : null);
  }

  Field field() {
    return field;
  }

  /**
   * The value of the field; possibly null or {@link Row#ABSENT}.
   *
   * @param violations takes code and message of what is not as declared, and goes on
   * @throws DecodeException if it is not as declared, and the record must not go on
   */
  Object map(Row source, Origin origin, BiConsumer<ErrorCode, String> violations)
      throws DecodeException {
    Object value = position >= 0 ? source.get(position) : reader.read(source, origin);
    if (value == Row.ABSENT) {
      return value;
    }
    if (contract == null) {
      return value == null || conversion == null ? value : conversion.apply(value);
    }
    return check(orDefault(converted(value, violations)), violations);
  }

  /** The same without any check, for the keys of deletes. */
  Object mapUnchecked(Row source, Origin origin) throws DecodeException {
    Object value = position >= 0 ? source.get(position) : reader.read(source, origin);
    if (value == Row.ABSENT) {
      return value;
    }
    return orDefault(value == null || conversion == null ? value : conversion.apply(value));
  }

  private Object orDefault(Object value) {
    return value == null && contract != null ? contract.otherwise() : value;
  }

  private Object converted(Object value, BiConsumer<ErrorCode, String> violations)
      throws DecodeException {
    if (value == null || conversion == null) {
      return value;
    }
    try {
      return conversion.apply(value);
    } catch (DecodeException e) {
      if (contract.onViolation() != OnViolation.NULL) {
        throw e;
      }
      violations.accept(e.code(), e.getMessage() + "; taken as NULL");
      return null;
    }
  }

  private Object check(Object value, BiConsumer<ErrorCode, String> violations)
      throws DecodeException {
    if (value == null) {
      if (contract.required()) {
        throw new DecodeException(
            ErrorCode.REQUIRED_FIELD_NULL, "required field '" + field.name() + "' is NULL");
      }
      return null;
    }
    for (ValueCheck check : contract.checks()) {
      if (!check.holds(value)) {
        String message = "field '" + field.name() + "' is not " + check.expected();
        switch (contract.onViolation()) {
          case REJECT -> throw new DecodeException(check.code(), message);
          case NULL -> {
            violations.accept(check.code(), message + "; taken as NULL");
            return null;
          }
          case WARN -> violations.accept(check.code(), message + "; taken as it is");
        }
      }
    }
    return value;
  }
}
