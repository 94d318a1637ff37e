package io.esync.jobs.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.DurationText;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Turns records with declared options into JSON Schema. */
final class RecordSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String REFERENCE = "\\$\\{(env|file):[^}]+\\}";
  private static final String DEFINITION = "#/$defs/";

  private final ObjectNode definitions;
  private final BiConsumer<Class<? extends Record>, ObjectNode> refinement;

  /**
   * @param definitions takes what is referred to
   * @param refinement completes the schema of a record where its declarations do not say all
   */
  RecordSchema(ObjectNode definitions, BiConsumer<Class<? extends Record>, ObjectNode> refinement) {
    this.definitions = definitions;
    this.refinement = refinement;
  }

  /** Defines a record under a name and gives the reference to it. */
  String define(String name, Class<? extends Record> record) {
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, object(record));
    }
    return DEFINITION + name;
  }

  /** The schema of a record. */
  ObjectNode object(Class<? extends Record> record) {
    ObjectNode object = JSON.createObjectNode().put("type", "object");
    object.putObject("properties");
    addOptions(record, object);
    object.put("additionalProperties", false);
    return object;
  }

  private void addOptions(Class<? extends Record> record, ObjectNode object) {
    for (OptionDeclaration declaration : OptionDeclaration.of(record)) {
      if (!declaration.inline()) {
        addOption(declaration, object);
      } else if (declaration.type() != Record.class) {
        addOptions(((Class<?>) declaration.type()).asSubclass(Record.class), object);
      }
    }
    refinement.accept(record, object);
  }

  private void addOption(OptionDeclaration declaration, ObjectNode object) {
    ObjectNode schema = value(declaration.type());
    schema.put("description", declaration.option().value());
    if (declaration.hasDefault()) {
      schema.set("default", json(declaration.option().defaultValue(), declaration.type()));
    }
    if (!declaration.option().example().isEmpty()) {
      schema.putArray("examples").add(json(declaration.option().example(), declaration.type()));
    }
    ((ObjectNode) object.get("properties")).set(declaration.name(), schema);
    if (declaration.required()) {
      object.withArray("required").add(declaration.name());
    }
  }

  private ObjectNode value(Type type) {
    ObjectNode schema = JSON.createObjectNode();
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        schema.put("type", "array").set("items", value(arguments[0]));
      } else {
        schema.put("type", "object").set("additionalProperties", value(arguments[1]));
      }
      return schema;
    }
    Class<?> plain = (Class<?>) type;
    if (TypeWords.isNested(plain)) {
      return nested(plain.asSubclass(Record.class), schema);
    }
    return plain.isEnum() ? constant(plain, schema) : scalar(plain, schema);
  }

  private ObjectNode nested(Class<? extends Record> record, ObjectNode schema) {
    OptionDeclaration shorthand = OptionDeclaration.shorthand(record).orElse(null);
    if (shorthand == null) {
      return object(record);
    }
    schema.putArray("anyOf").add(value(shorthand.type())).add(object(record));
    return schema;
  }

  private static ObjectNode constant(Class<?> type, ObjectNode schema) {
    ArrayNode alternatives = schema.putArray("anyOf");
    ArrayNode texts = alternatives.addObject().putArray("enum");
    TypeWords.enumTexts(type).forEach(texts::add);
    if (TypeWords.enumTexts(type).contains("null")) {
      alternatives.addObject().put("type", "null"); // as YAML reads it without quotes
    }
    alternatives.addObject().put("type", "string").put("pattern", REFERENCE);
    return schema;
  }

  private static ObjectNode scalar(Class<?> type, ObjectNode schema) {
    if (type == Secret.class) {
      return schema.put("type", "string").put("pattern", REFERENCE);
    }
    if (type == Duration.class) {
      return schema.put("type", "string").put("pattern", DurationText.PATTERN + "|" + REFERENCE);
    }
    return switch (TypeWords.of(type)) {
      case "whole number" -> orReference("integer", schema);
      case "number" -> orReference("number", schema);
      case "true or false" -> orReference("boolean", schema);
      case "map" -> schema.put("type", "object");
      default -> schema.put("type", "string");
    };
  }

  /** The pattern binds text alone. */
  private static ObjectNode orReference(String type, ObjectNode schema) {
    schema.putArray("type").add(type).add("string");
    return schema.put("pattern", REFERENCE);
  }

  /** The value that a text stands for in a file. */
  private static JsonNode json(String text, Type type) {
    boolean isText = type == String.class && !text.startsWith("\"");
    boolean named = type instanceof Class<?> plain && (plain == Secret.class || plain.isEnum());
    if (isText || named) {
      return JSON.getNodeFactory().textNode(text);
    }
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("an option declares '" + text + "', which is no YAML", e);
    }
  }
}
