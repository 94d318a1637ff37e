package io.esync.jobs.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.TargetConnector;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.FieldSpec;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineFile;
import io.esync.jobs.spec.RouteSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The JSON Schema (2020-12) of pipeline files with these connectors. What only a whole file can
 * tell, such as where a reference leads, is left to {@code esync validate}.
 */
public final class PipelineSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConnectorCatalog catalog;
  private final ObjectNode schema = JSON.createObjectNode();
  private final ObjectNode definitions = JSON.createObjectNode();
  private final RecordSchema records = new RecordSchema(definitions, this::refine);

  public PipelineSchema(ConnectorCatalog catalog) {
    this.catalog = catalog;
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "ESync pipeline");
    schema.setAll(records.object(PipelineFile.class));
    schema.set("$defs", definitions);
  }

  /** The schema as JSON text, indented. */
  public String text() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always writable", e);
    }
  }

  /** Says what a connector's type asks for, where a record has parts that depend on it. */
  private void refine(Class<? extends Record> record, ObjectNode object) {
    if (record == SourceSpec.class || record == ControlSpec.class) {
      byType(object, catalog.sources(), "config", "source-", Connector::configType);
    } else if (record == TargetSpec.class) {
      byType(object, catalog.targets(), "config", "target-", Connector::configType);
    } else if (record == OutputSpec.class) {
      byType(object, catalog.targets(), "config", "target-", Connector::configType);
      byType(object, catalog.targets(), "route", "route-", TargetConnector::routeType);
    } else if (record == RouteSpec.class) {
      addRouteKeys(object);
    } else if (record == FieldSpec.class) {
      List.of("default", "min", "max").forEach(key -> anyScalar(object.at("/properties/" + key)));
      anyScalar(object.at("/properties/values/items"));
    }
  }

  /** A value of whatever type the field has. */
  private static void anyScalar(JsonNode schema) {
    ((ObjectNode) schema).putArray("type").add("string").add("number").add("boolean");
  }

  private <T extends Connector<?>> void byType(
      ObjectNode object,
      Collection<T> connectors,
      String key,
      String prefix,
      Function<T, Class<? extends Record>> recordOf) {
    ObjectNode type = (ObjectNode) object.get("properties").get("type");
    boolean hasDefault = type.has("default");
    ArrayNode types = type.putArray("enum");
    ArrayNode cases = object.withArray("allOf");
    for (T connector : connectors) {
      types.add(connector.type());
      ObjectNode branch = cases.addObject();
      ObjectNode condition = branch.putObject("if");
      condition.putObject("properties").putObject("type").put("const", connector.type());
      if (!hasDefault) {
        condition.putArray("required").add("type");
      }
      ObjectNode consequence = branch.putObject("then");
      String name = records.define(prefix + connector.type(), recordOf.apply(connector));
      consequence.putObject("properties").putObject(key).put("$ref", name);
      boolean needed =
          OptionDeclaration.of(recordOf.apply(connector)).stream()
              .anyMatch(OptionDeclaration::required);
      if (needed && !hasDefault) {
        consequence.putArray("required").add(key);
      }
    }
  }

  /** The target's id decides which keys may stand beside it: here any target's may. */
  private void addRouteKeys(ObjectNode object) {
    ObjectNode properties = (ObjectNode) object.get("properties");
    for (TargetConnector<?, ?> target : catalog.targets()) {
      ObjectNode route = records.object(target.routeType());
      route
          .get("properties")
          .properties()
          .forEach(property -> properties.putIfAbsent(property.getKey(), property.getValue()));
    }
  }
}
