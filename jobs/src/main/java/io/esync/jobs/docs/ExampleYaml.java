package io.esync.jobs.docs;

import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Examples as they would stand in a pipeline file, made of the examples of single options. */
final class ExampleYaml {
  private ExampleYaml() {}

  /** An entry of {@code sources:} or {@code targets:}. */
  static String connector(String section, String id, Connector<?> connector) {
    List<OptionDeclaration> shown = shown(connector.configType());
    String config =
        shown.isEmpty()
            ? ""
            : "    config:\n"
                + shown.stream()
                    .map(option -> "      " + option.name() + ": " + value(option) + "\n")
                    .collect(Collectors.joining());
    return "%s:\n  - id: %s\n    type: %s\n%s".formatted(section, id, connector.type(), config);
  }

  /** An entry of an entity's {@code to:}. */
  static String route(String id, Class<? extends Record> routeType) {
    String options =
        shown(routeType).stream()
            .map(option -> ", " + option.name() + ": " + value(option))
            .collect(Collectors.joining());
    return "to:\n  - {target: " + id + options + "}\n";
  }

  private static List<OptionDeclaration> shown(Class<? extends Record> record) {
    return OptionDeclaration.of(record).stream()
        .filter(option -> option.required() || !option.option().example().isEmpty())
        .toList();
  }

  private static String value(OptionDeclaration option) {
    String example = option.option().example();
    if (option.type() == Secret.class) {
      String reference =
          example.isEmpty() ? "${env:" + option.name().toUpperCase(Locale.ROOT) + "}" : example;
      return quoted(reference);
    }
    if (example.isEmpty()) {
      return placeholder(option.type());
    }
    boolean plain = option.type() != String.class || example.matches("[A-Za-z/][A-Za-z0-9_./-]*");
    return plain || example.startsWith("\"") || example.startsWith("'") ? example : quoted(example);
  }

  /** Of the right form at least, where a required option has no example. */
  private static String placeholder(Type type) {
    String words = TypeWords.of(type);
    return switch (words) {
      case "whole number", "number" -> "1";
      case "true or false" -> "true";
      case "duration" -> "30s";
      case "text" -> "...";
      default -> words.startsWith("list") ? "[]" : words.startsWith("map") ? "{}" : words;
    };
  }

  private static String quoted(String text) {
    return text.startsWith("\"")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
