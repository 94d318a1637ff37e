package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of one entity into its table. Travels in the job graph.
 *
 * @param key the names of the key fields; empty where rows tell
 * @param fields the declared fields; empty where rows tell
 * @param version the guarding column, or null
 */
record EntityRoute(
    String entity,
    TableName table,
    List<String> key,
    List<DeclaredField> fields,
    SchemaEvolution evolution,
    String version)
    implements Serializable {

  /** A declared field, its type as text: a {@link DataType} is not Java-serializable. */
  record DeclaredField(String name, String type, boolean required) implements Serializable {
    Field field() {
      return new Field(name, DataType.parse(type));
    }
  }

  static EntityRoute of(Route<JdbcRoute> route) {
    Contract contract = route.contract();
    JdbcRoute options = route.options();
    return new EntityRoute(
        contract.entity(),
        TableName.parse(options.table() == null ? contract.entity() : options.table()),
        new ArrayList<>(contract.key()),
        new ArrayList<>(contract.fields().stream().map(f -> declared(f, contract)).toList()),
        contract.evolution(),
        options.versionColumn());
  }

  private static DeclaredField declared(Field field, Contract contract) {
    return new DeclaredField(
        field.name(), field.type().toString(), contract.required().contains(field.name()));
  }

  /** What the contract says of the table, where it names fields. */
  Optional<Layout> declaredLayout() {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<String> required =
        fields.stream().filter(DeclaredField::required).map(DeclaredField::name).toList();
    return Optional.of(
        new Layout(fields.stream().map(DeclaredField::field).toList(), key, required, true));
  }

  /** What a row says of the table; a declared key has precedence over the schema's own. */
  Layout layoutOf(RowSchema schema) {
    return new Layout(schema.fields(), key.isEmpty() ? schema.key() : key, List.of(), false);
  }
}
