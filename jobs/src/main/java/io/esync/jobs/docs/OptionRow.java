package io.esync.jobs.docs;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One option for a table.
 *
 * @param name the key; below nested maps with the way to it, e.g. {@code lid.colour}
 * @param type in words
 * @param presence {@code required}, {@code optional} or the default
 * @param description one or two sentences
 * @param example empty if there is none
 */
record OptionRow(String name, String type, String presence, String description, String example) {

  /** The options of a record and of the records in it. */
  static List<OptionRow> of(Class<? extends Record> record) {
    List<OptionRow> rows = new ArrayList<>();
    addAll(record, "", rows);
    return rows;
  }

  private static void addAll(Class<? extends Record> record, String prefix, List<OptionRow> rows) {
    for (OptionDeclaration declaration : OptionDeclaration.of(record)) {
      if (declaration.type() == Record.class) {
        continue;
      }
      if (declaration.inline()) {
        addAll(recordIn(declaration.type()), prefix, rows);
        continue;
      }
      Option option = declaration.option();
      String name = prefix + declaration.name();
      rows.add(
          new OptionRow(
              name,
              TypeWords.of(declaration.type()),
              presence(declaration),
              option.value(),
              option.example()));
      Class<? extends Record> nested = recordIn(declaration.type());
      if (nested != null) {
        addAll(nested, name + suffix(declaration.type()) + ".", rows);
      }
    }
  }

  private static String presence(OptionDeclaration declaration) {
    if (declaration.required()) {
      return "required";
    }
    return declaration.hasDefault() ? "default " + declaration.option().defaultValue() : "optional";
  }

  private static String suffix(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class ? ".<name>" : "[]";
    }
    return "";
  }

  /** The record that values of this type are or hold; null if there is none. */
  private static Class<? extends Record> recordIn(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return recordIn(arguments[arguments.length - 1]);
    }
    return TypeWords.isNested((Class<?>) type) ? ((Class<?>) type).asSubclass(Record.class) : null;
  }
}
