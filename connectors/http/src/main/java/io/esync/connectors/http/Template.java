package io.esync.connectors.http;

import io.esync.operators.model.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with places for what a change holds: {@code {{name}}} for a field of its row, {@code
 * {{@op}}} and the like for what else is known of it.
 *
 * @param parts in their order
 */
record Template(List<Part> parts) {
  /** A piece of the text. */
  sealed interface Part {}

  /** Text that stands for itself. */
  record Literal(String text) implements Part {}

  /** A field of the row. */
  record FieldPlace(String name) implements Part {
    @Override
    public String toString() {
      return "'" + name + "'";
    }
  }

  /** Something else of the change. */
  record Place(Special special) implements Part {}

  /** What is known of a change beside its fields. */
  enum Special {
    ROW,
    ENTITY,
    OP,
    SOURCE,
    VERSION,
    TIME,
    IDEMPOTENCY_KEY;

    String inText() {
      return "@" + name().toLowerCase(Locale.ROOT);
    }
  }

  Template {
    parts = List.copyOf(parts);
  }

  /**
   * The template that {@code text} is.
   *
   * @throws IllegalArgumentException for people, if a place has no end or no known name
   */
  static Template of(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      int close = text.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("'" + text.substring(open) + "' lacks its '}}'");
      }
      parts.add(new Literal(text.substring(at, open)));
      parts.add(place(text.substring(open + 2, close).strip()));
      at = close + 2;
    }
    parts.add(new Literal(text.substring(at)));
    return new Template(parts);
  }

  private static Part place(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("'{{}}' names nothing");
    }
    if (!name.startsWith("@")) {
      return new FieldPlace(name);
    }
    Set<String> known = new TreeSet<>();
    for (Special special : Special.values()) {
      if (special.inText().equals(name)) {
        return new Place(special);
      }
      known.add(special.inText());
    }
    throw new IllegalArgumentException(
        "'{{" + name + "}}' is not known; " + NearestName.hint(name, known));
  }

  /** The fields that it names. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof FieldPlace field) {
        fields.add(field.name());
      }
    }
    return fields;
  }
}
