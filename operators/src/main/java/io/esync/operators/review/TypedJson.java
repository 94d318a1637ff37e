package io.esync.operators.review;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.decode.ValueConversion;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Values of declared types out of JSON, in the form that people write and that reviews show. */
public final class TypedJson {
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private TypedJson() {}

  /**
   * The value that {@code json} is for a field; null for JSON's null.
   *
   * @throws DecodeException with code {@link ErrorCode#INVALID_DECISION} that names the field and
   *     its type, if it is none
   */
  public static Object value(Field field, JsonTree json) throws DecodeException {
    try {
      return value(field.name(), field.type(), json);
    } catch (IllegalArgumentException | DecodeException e) {
      throw new DecodeException(
          ErrorCode.INVALID_DECISION,
          "field '" + field.name() + "' is " + field.type() + ", which the given value is not");
    }
  }

  private static Object value(String name, DataType type, JsonTree json) throws DecodeException {
    if (json.kind() == JsonTree.Kind.NULL) {
      return null;
    }
    if (type.kind() == TypeKind.JSON) {
      return json.text();
    }
    return switch (json.kind()) {
      case STRING -> string(name, type, json.string());
      case NUMBER -> number(name, type, json.text());
      case BOOLEAN ->
          ValueConversion.between(name, DataType.BOOLEAN, type).apply(json.text().equals("true"));
      case ARRAY -> array(name, type, json.items());
      case OBJECT, NULL -> throw new IllegalArgumentException("an object is no " + type);
    };
  }

  private static Object string(String name, DataType type, String text) throws DecodeException {
    return switch (type.kind()) {
      case BYTES -> Base64.getDecoder().decode(text);
      case FLOAT -> Float.valueOf(notFinite(text));
      case DOUBLE -> Double.valueOf(notFinite(text));
      default -> ValueConversion.between(name, DataType.STRING, type).apply(text);
    };
  }

  private static String notFinite(String text) {
    if (!NOT_FINITE.contains(text)) {
      throw new IllegalArgumentException("numbers stand without quotes");
    }
    return text;
  }

  private static Object number(String name, DataType type, String text) throws DecodeException {
    return switch (type.kind()) {
      case FLOAT -> finite(Float.valueOf(text));
      case DOUBLE -> finite(Double.valueOf(text));
      default -> ValueConversion.between(name, DataType.DECIMAL, type).apply(new BigDecimal(text));
    };
  }

  private static Number finite(Number value) {
    if (!Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException("the number is too large");
    }
    return value;
  }

  private static List<Object> array(String name, DataType type, List<JsonTree> items)
      throws DecodeException {
    if (type.kind() != TypeKind.ARRAY) {
      throw new IllegalArgumentException("an array is no " + type);
    }
    List<Object> values = new ArrayList<>();
    for (JsonTree item : items) {
      values.add(value(name, type.element(), item));
    }
    return Collections.unmodifiableList(values);
  }
}
