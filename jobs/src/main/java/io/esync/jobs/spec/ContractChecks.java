package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether what a contract asks of fields makes sense for their types. */
final class ContractChecks {
  private final Problems problems;
  private final MapNode fields;
  private final DeclaredFields declared;

  ContractChecks(MapNode entity, Problems problems) {
    this.problems = problems;
    this.fields = entity.map("fields").orElse(MapNode.empty(entity.place(), ""));
    this.declared = DeclaredFields.of(entity);
  }

  void run() {
    for (String name : fields.entries().keySet()) {
      Optional<MapNode> field = fields.map(name);
      Optional<DataType> type = declared.type(name);
      if (field.isPresent() && type.isPresent()) {
        check(name, field.get(), type.get());
      }
    }
  }

  private void check(String name, MapNode field, DataType type) {
    field.scalar("pattern").ifPresent(pattern -> checkPattern(pattern, type));
    field.scalar("default").ifPresent(value -> value(value, type));
    field.scalars("values").forEach(value -> value(value, type));
    checkRange(field, type);
    boolean nulls = field.entries().containsKey("on_violation") && isNull(field);
    if (nulls && declared.key().contains(name)) {
      report(field, "on_violation", "a key field cannot become NULL");
    } else if (nulls && isRequired(field) && field.get("default").isEmpty()) {
      report(field, "on_violation", "a required field cannot become NULL");
    }
  }

  private void report(MapNode field, String key, String message) {
    problems.add(
        field.entries().get(key).keyPlace(), field.pathOf(key), message, "use reject or warn");
  }

  private static boolean isNull(MapNode field) {
    return field.get("on_violation").isEmpty()
        || field.scalar("on_violation").filter(node -> node.text().equals("null")).isPresent();
  }

  private static boolean isRequired(MapNode field) {
    return field.scalar("required").filter(node -> node.text().equals("true")).isPresent();
  }

  private void checkPattern(ScalarNode pattern, DataType type) {
    if (!type.equals(DataType.STRING)) {
      problems.add(pattern, "a pattern is for fields of type string, not " + type, "take it out");
      return;
    }
    try {
      Pattern.compile(pattern.text());
    } catch (PatternSyntaxException e) {
      problems.add(pattern, "expected a regular expression: " + e.getDescription(), "");
    }
  }

  private void checkRange(MapNode field, DataType type) {
    for (String key : List.of("min", "max")) {
      if (field.scalar(key).isPresent() && !hasRange(type)) {
        problems.add(
            field.scalar(key).get(), key + " is for numbers and times, not for " + type, "");
        return;
      }
    }
    Optional<Object> least = field.scalar("min").flatMap(node -> value(node, type));
    Optional<Object> most = field.scalar("max").flatMap(node -> value(node, type));
    if (least.isPresent() && most.isPresent() && compare(least.get(), most.get()) > 0) {
      problems.add(field.scalar("max").get(), "max is less than min", "");
    }
  }

  private static boolean hasRange(DataType type) {
    return switch (type.kind()) {
      case INT, BIGINT, DECIMAL, FLOAT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
      default -> false;
    };
  }

  @SuppressWarnings("unchecked") // both are of the field's type
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private Optional<Object> value(ScalarNode node, DataType type) {
    Optional<Object> value = Literals.value(type, node.text());
    if (value.isEmpty()) {
      problems.add(node, "'" + node.text() + "' is no value of type " + type, "");
    }
    return value;
  }
}
