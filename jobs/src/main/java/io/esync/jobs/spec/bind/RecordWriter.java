package io.esync.jobs.spec.bind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.operators.model.DataType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes a record as the map that {@link RecordBinder} binds to an equal one: defaults filled in,
 * in the order of the declarations. What is null or empty is left out.
 */
public final class RecordWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordWriter() {}

  /**
   * The record as a map.
   *
   * @throws IllegalStateException for a value that no file can hold, such as a secret
   */
  public static ObjectNode write(Record record) {
    ObjectNode node = JSON.objectNode();
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<OptionDeclaration> declarations = OptionDeclaration.of(record.getClass());
    for (int i = 0; i < components.length; i++) {
      Object value = valueOf(record, components[i]);
      if (declarations.get(i).inline()) {
        node.setAll(write((Record) value));
      } else if (value != null) {
        JsonNode written = value(value);
        if (!written.isContainerNode() || !written.isEmpty()) {
          node.set(declarations.get(i).name(), written);
        }
      }
    }
    return node;
  }

  private static Object valueOf(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static JsonNode value(Object value) {
    if (value instanceof Enum<?> constant) {
      return JSON.textNode(OptionDeclaration.textOf(constant));
    } else if (value instanceof DataType || value instanceof Duration || value instanceof String) {
      return JSON.textNode(value.toString());
    } else if (value instanceof Record record) {
      return write(record);
    } else if (value instanceof List<?> list) {
      ArrayNode items = JSON.arrayNode();
      list.forEach(item -> items.add(value(item)));
      return items;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode entries = JSON.objectNode();
      map.forEach((key, entry) -> entries.set((String) key, value(entry)));
      return entries;
    } else if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    } else if (value instanceof Integer || value instanceof Long) {
      return JSON.numberNode(((Number) value).longValue());
    } else if (value instanceof Double number) {
      return JSON.numberNode(number);
    }
    throw new IllegalStateException("no file can hold a " + value.getClass().getName());
  }
}
