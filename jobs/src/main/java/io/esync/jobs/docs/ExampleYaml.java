package io.esync.jobs.docs;

import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.OptionDeclaration;
import io.esync.jobs.spec.bind.RecordBinder;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.TreeReader;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Examples as they would stand in a pipeline file, made of the examples of single options. */
final class ExampleYaml {
  private ExampleYaml() {}

  /** An entry of {@code sources:} or {@code targets:}. */
  static String connector(String section, String id, Connector<?> connector) {
    List<OptionDeclaration> shown = consistent(connector.configType());
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

  /**
   * What to show of options that may exclude each other: as few optional ones as can be are left
   * out, the last ones first, so that the record takes the rest.
   */
  private static List<OptionDeclaration> consistent(Class<? extends Record> record) {
    List<OptionDeclaration> shown = shown(record);
    for (int leftOut = 0; leftOut < shown.size(); leftOut++) {
      Optional<List<OptionDeclaration>> taken = without(leftOut, shown, shown.size(), record);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    return shown;
  }

  /** The options without as many of those before {@code end}, if the record takes them. */
  private static Optional<List<OptionDeclaration>> without(
      int leftOut, List<OptionDeclaration> shown, int end, Class<? extends Record> record) {
    if (leftOut == 0) {
      return isTaken(shown, record) ? Optional.of(shown) : Optional.empty();
    }
    for (int i = end - 1; i >= 0; i--) {
      if (!shown.get(i).required()) {
        List<OptionDeclaration> fewer = new ArrayList<>(shown);
        fewer.remove(i);
        Optional<List<OptionDeclaration>> taken = without(leftOut - 1, fewer, i, record);
        if (taken.isPresent()) {
          return taken;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTaken(List<OptionDeclaration> shown, Class<? extends Record> record) {
    Problems problems = new Problems("example");
    String yaml =
        shown.stream()
            .map(option -> option.name() + ": " + value(option) + "\n")
            .collect(Collectors.joining("", "# options\n", ""));
    RecordBinder binder =
        new RecordBinder(problems, References.kept(), (owner, key, node) -> Optional.empty());
    TreeReader.readMap(yaml, problems).ifPresent(node -> binder.bind(record, node));
    return problems.isEmpty();
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
