package io.esync.jobs.spec.bind;

import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.jobs.spec.tree.ScalarNode.Kind;
import io.esync.operators.model.DataType;
import io.esync.operators.model.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns single values into what their component's type asks for. */
final class ScalarBinder {
  private static final int QUOTED_CHARACTERS = 40;
  private static final Set<Class<?>> WRITTEN_AS_TEXT =
      Set.of(String.class, Secret.class, Duration.class, DataType.class);

  private final Problems problems;
  private final TextResolver resolver;

  ScalarBinder(Problems problems, TextResolver resolver) {
    this.problems = problems;
    this.resolver = resolver;
  }

  /** Whether values of this type are text in the file. */
  static boolean isText(Class<?> type) {
    return WRITTEN_AS_TEXT.contains(type) || type.isEnum();
  }

  /**
   * The value; empty, with a problem, where it does not fit {@code type}; empty without one where
   * only a kept reference knows it.
   */
  Optional<?> bind(Class<?> type, ScalarNode node) {
    if (type == String.class) {
      return resolver.resolve(node);
    } else if (type == Secret.class) {
      return secret(node);
    } else if (node.kind() == Kind.TEXT && TextResolver.hasReference(node.text())) {
      return resolver.resolveToValue(node).flatMap(text -> referenced(type, node, text));
    }
    return literal(type, node);
  }

  /** Does not show the value where it does not fit: nobody knows what it is. */
  private Optional<?> referenced(Class<?> type, ScalarNode node, String text) {
    ScalarNode value = new ScalarNode(node.place(), node.path(), kindOf(text), text);
    Problems unfit = new Problems("");
    Optional<?> bound = new ScalarBinder(unfit, resolver).literal(type, value);
    if (!unfit.isEmpty()) {
      problems.add(node, "the value of " + node.text() + " is not " + inWords(type), "");
    }
    return bound;
  }

  private static Kind kindOf(String text) {
    if (text.matches("[+-]?\\d+")) {
      return Kind.WHOLE_NUMBER;
    } else if (text.equals("true") || text.equals("false")) {
      return Kind.BOOLEAN;
    }
    return text.matches("[+-]?[\\d.]+([eE][+-]?\\d+)?") ? Kind.NUMBER : Kind.TEXT;
  }

  private static String inWords(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> OptionDeclaration.textOf((Enum<?>) constant))
              .collect(Collectors.joining(", "));
    }
    return type.getSimpleName().toLowerCase(Locale.ROOT).startsWith("bool")
        ? "true or false"
        : type == Duration.class ? "a duration such as 30s" : "a number that fits";
  }

  private Optional<?> literal(Class<?> type, ScalarNode node) {
    if (type == boolean.class || type == Boolean.class) {
      return bool(node);
    } else if (type == int.class || type == Integer.class) {
      return whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
    } else if (type == long.class || type == Long.class) {
      return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == double.class || type == Double.class) {
      return number(node);
    } else if (type == Duration.class) {
      return duration(node);
    } else if (type == DataType.class) {
      return dataType(node);
    } else if (type.isEnum()) {
      return constant(type, node);
    }
    throw new IllegalStateException("no option can be of type " + type.getName());
  }

  private Optional<Secret> secret(ScalarNode node) {
    if (!TextResolver.hasReference(node.text())) {
      problems.add(
          node,
          "expected a reference to a secret, found the secret itself",
          "write ${env:NAME} or ${file:/path}, and change the secret if this file was shared");
      return Optional.empty();
    }
    if (TextResolver.hasDefault(node.text())) {
      problems.add(
          node, "a secret has no default, which would be the secret itself", "write ${env:NAME}");
      return Optional.empty();
    }
    return resolver.resolve(node).map(Secret::of);
  }

  private Optional<Boolean> bool(ScalarNode node) {
    return node.kind() == Kind.BOOLEAN
        ? Optional.of(Boolean.valueOf(node.text()))
        : unexpected(node, "true or false");
  }

  private Optional<Long> whole(ScalarNode node, long least, long most) {
    if (node.kind() != Kind.WHOLE_NUMBER) {
      return unexpected(node, "a whole number");
    }
    try {
      long number = Long.parseLong(node.text());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // reported below, as is a number out of range
    }
    problems.add(
        node,
        "expected a whole number from " + least + " to " + most + ", found " + quote(node),
        "");
    return Optional.empty();
  }

  private Optional<Double> number(ScalarNode node) {
    if (node.kind() != Kind.WHOLE_NUMBER && node.kind() != Kind.NUMBER) {
      return unexpected(node, "a number");
    }
    try {
      return Optional.of(Double.valueOf(node.text()));
    } catch (NumberFormatException e) {
      return unexpected(node, "a decimal number");
    }
  }

  private Optional<Duration> duration(ScalarNode node) {
    Optional<Duration> duration =
        node.kind() == Kind.TEXT ? DurationText.parse(node.text()) : Optional.empty();
    return duration.isPresent()
        ? duration
        : unexpected(node, "a duration with its unit such as 500ms, 30s, 5 min or 2h");
  }

  private Optional<DataType> dataType(ScalarNode node) {
    try {
      return Optional.of(DataType.parse(node.text()));
    } catch (IllegalArgumentException e) {
      problems.add(node, e.getMessage(), "");
      return Optional.empty();
    }
  }

  private Optional<?> constant(Class<?> type, ScalarNode node) {
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> OptionDeclaration.textOf((Enum<?>) constant))
            .toList();
    int index = known.indexOf(node.text());
    if (index >= 0) {
      return Optional.of(type.getEnumConstants()[index]);
    }
    if (OptionDeclaration.notYet(type).contains(node.text())) {
      problems.add(
          node, quote(node) + " is not supported yet", "use " + String.join(" or ", known));
    } else {
      problems.add(
          node,
          "expected one of " + String.join(", ", known) + ", found " + quote(node),
          NearestName.hint(node.text(), known));
    }
    return Optional.empty();
  }

  private <T> Optional<T> unexpected(ScalarNode node, String expected) {
    String found = node.kind() == Kind.TEXT ? "text " + quote(node) : quote(node);
    problems.add(node, "expected " + expected + ", found " + found, "");
    return Optional.empty();
  }

  private static String quote(ScalarNode node) {
    String text = node.text();
    return text.length() <= QUOTED_CHARACTERS
        ? "'" + text + "'"
        : "'" + text.substring(0, QUOTED_CHARACTERS) + "…'";
  }
}
