package io.esync.jobs.docs;

import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.OptionDeclaration;
import io.esync.operators.model.DataType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The types of options in words. */
final class TypeWords {
  private static final Map<Class<?>, String> WORDS =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(int.class, "whole number"),
          Map.entry(Integer.class, "whole number"),
          Map.entry(long.class, "whole number"),
          Map.entry(Long.class, "whole number"),
          Map.entry(double.class, "number"),
          Map.entry(Double.class, "number"),
          Map.entry(Duration.class, "duration"),
          Map.entry(Secret.class, "secret reference"),
          Map.entry(DataType.class, "data type"));

  private TypeWords() {}

  static String of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? "list of " + of(arguments[0])
          : "map of " + of(arguments[1]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return enumTexts(plain).stream().collect(Collectors.joining(" or "));
    }
    return WORDS.getOrDefault(plain, "map");
  }

  static List<String> enumTexts(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> OptionDeclaration.textOf((Enum<?>) constant))
        .toList();
  }

  /** Whether it is a record with options of its own, and no single value. */
  static boolean isNested(Class<?> type) {
    return type.isRecord() && !WORDS.containsKey(type);
  }
}
