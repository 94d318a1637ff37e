package io.esync.connectors.filesystem.read;

import io.esync.operators.model.DataType;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.RowJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Types of Parquet that consist of others: lists, which are arrays; maps and groups, as json. */
final class ParquetGroups {
  private ParquetGroups() {}

  static ParquetColumn of(Type type) {
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED)) {
      if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
        return list(group.getName(), group.getType(0));
      } else if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation
          || logical instanceof LogicalTypeAnnotation.MapKeyValueTypeAnnotation) {
        return map(group.getType(0).asGroupType());
      }
    }
    return struct(group);
  }

  /** The values of a field of {@code group}: one or none, or a list where it repeats itself. */
  static Object read(ParquetColumn column, Type type, Group group, int field) {
    int count = group.getFieldRepetitionCount(field);
    if (!type.isRepetition(Type.Repetition.REPEATED)) {
      return count == 0 ? null : column.reading().read(group, field, 0);
    }
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(column.reading().read(group, field, i));
    }
    return Collections.unmodifiableList(values);
  }

  /** The type of a field whose values {@link #read} gives. */
  static DataType type(ParquetColumn column, Type type) {
    return type.isRepetition(Type.Repetition.REPEATED)
        ? DataType.arrayOf(column.type())
        : column.type();
  }

  /**
   * A list, whose repeated part is a wrapper around the element, or the element itself in files of
   * old writers.
   */
  private static ParquetColumn list(String name, Type repeated) {
    boolean isElement =
        repeated.isPrimitive()
            || repeated.asGroupType().getFieldCount() != 1
            || repeated.getName().equals("array")
            || repeated.getName().equals(name + "_tuple");
    if (isElement) {
      ParquetColumn element = ParquetColumn.of(repeated);
      return new ParquetColumn(
          DataType.arrayOf(element.type()),
          (g, f, i) -> read(element, repeated, g.getGroup(f, i), 0));
    }
    Type item = repeated.asGroupType().getType(0);
    ParquetColumn element = ParquetColumn.of(item);
    return new ParquetColumn(
        DataType.arrayOf(type(element, item)),
        (g, f, i) -> {
          Group list = g.getGroup(f, i);
          List<Object> values = new ArrayList<>();
          for (int n = 0; n < list.getFieldRepetitionCount(0); n++) {
            values.add(read(element, item, list.getGroup(0, n), 0));
          }
          return Collections.unmodifiableList(values);
        });
  }

  /** An object with a member for each entry; keys that are no text stand as their JSON. */
  private static ParquetColumn map(GroupType entry) {
    Part key = Part.of(entry, 0);
    Part value = entry.getFieldCount() > 1 ? Part.of(entry, 1) : null;
    return new ParquetColumn(
        DataType.JSON,
        (g, f, i) -> {
          Group map = g.getGroup(f, i);
          StringBuilder out = new StringBuilder("{");
          for (int n = 0; n < map.getFieldRepetitionCount(0); n++) {
            Group pair = map.getGroup(0, n);
            String name = key.json(pair);
            out.append(n == 0 ? "" : ",");
            if (name.startsWith("\"")) {
              out.append(name);
            } else {
              JsonText.quote(name, out);
            }
            out.append(':').append(value == null ? "null" : value.json(pair));
          }
          return out.append('}').toString();
        });
  }

  private static ParquetColumn struct(GroupType type) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      parts.add(Part.of(type, i));
    }
    return new ParquetColumn(
        DataType.JSON,
        (g, f, i) -> {
          Group group = g.getGroup(f, i);
          StringBuilder out = new StringBuilder("{");
          for (Part part : parts) {
            JsonText.quote(part.type().getName(), out.append(out.length() > 1 ? "," : ""));
            out.append(':').append(part.json(group));
          }
          return out.append('}').toString();
        });
  }

  /** A field of a group. */
  private record Part(Type type, int field, ParquetColumn column) {
    static Part of(GroupType group, int field) {
      return new Part(group.getType(field), field, ParquetColumn.of(group.getType(field)));
    }

    String json(Group group) {
      StringBuilder out = new StringBuilder();
      RowJson.appendValue(ParquetGroups.type(column, type), read(column, type, group, field), out);
      return out.toString();
    }
  }
}
