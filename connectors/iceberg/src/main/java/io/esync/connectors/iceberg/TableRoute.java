package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The way of one entity into its table. Travels in the job graph.
 *
 * @param table namespace and name, joined by dots
 * @param key the names of the key fields; empty where rows tell
 * @param fields the declared fields; empty where rows tell
 * @param create whether the table is created where it is missing
 * @param properties of a created table
 */
record TableRoute(
    String entity,
    String table,
    List<String> key,
    List<Field> fields,
    SchemaEvolution evolution,
    Mode mode,
    List<String> partitionBy,
    boolean create,
    Map<String, String> properties)
    implements Serializable {
  static TableRoute of(IcebergConfig config, Route<IcebergRoute> route) {
    Contract contract = route.contract();
    String name = route.options().table() == null ? contract.entity() : route.options().table();
    return new TableRoute(
        contract.entity(),
        name.contains(".") ? name : config.namespace() + "." + name,
        new ArrayList<>(contract.key()),
        new ArrayList<>(contract.fields()),
        contract.evolution(),
        config.mode(),
        new ArrayList<>(route.options().partitionBy()),
        config.create() == IcebergConfig.Create.IF_MISSING,
        new HashMap<>(config.tableProperties()));
  }

  TableIdentifier identifier() {
    return TableIdentifier.parse(table);
  }

  Namespace namespace() {
    return identifier().namespace();
  }

  boolean upserts() {
    return mode == Mode.UPSERT;
  }

  /** The names of the fields that identify a row; a declared key has precedence. */
  List<String> keyOf(RowSchema row) {
    return key.isEmpty() ? row.key() : key;
  }

  /** The columns that rows of {@code row} ask for, those of the mode included. */
  List<Field> columns(List<Field> row) {
    List<Field> columns = new ArrayList<>();
    row.forEach(
        field -> columns.add(new Field(ChangeColumns.columnName(mode, field), field.type())));
    if (mode == Mode.APPEND) {
      columns.addAll(ChangeColumns.ADDED);
    }
    return columns;
  }
}
