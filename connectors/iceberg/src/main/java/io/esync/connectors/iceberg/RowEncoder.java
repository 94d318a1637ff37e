package io.esync.connectors.iceberg;

import io.esync.connectors.spi.ChangeEncoder;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.iceberg.catalog.Catalog;

/**
 * Brings changes into the form of their tables: a row with the table's columns and their types, for
 * a delete its key alone. Creates and extends tables where that is asked for.
 *
 * <p>Refuses a change whose values the table cannot hold, and in upsert mode one that does not
 * carry all fields.
 */
final class RowEncoder implements ChangeEncoder<ChangeRecord> {
  private static final long serialVersionUID = 1L;

  private final CatalogAccess access;
  private final Map<String, TableRoute> routes;

  private transient Catalog catalog;
  private transient Map<String, TargetTable> tables;
  private transient Map<String, Map<RowSchema, RowPlan>> rowPlans;
  private transient Map<String, Map<RowSchema, RowPlan>> keyPlans;

  /**
   * @param routes by entity
   */
  RowEncoder(CatalogAccess access, Map<String, TableRoute> routes) {
    this.access = access;
    this.routes = new HashMap<>(routes);
  }

  @Override
  public TypeInformation<ChangeRecord> type() {
    return ModelTypeInfo.CHANGE_RECORD;
  }

  @Override
  public ChangeRecord encode(ChangeRecord change) throws TargetException {
    TableRoute route = routes.get(change.entity());
    RowPlan plan;
    try {
      plan = plan(route, change);
    } catch (RuntimeException e) {
      throw new TargetException(
          Kind.TRANSIENT,
          "table '%s' of the catalogue %s: %s".formatted(route.table(), access.address(), e),
          "",
          e);
    }
    if (plan == null) {
      return null;
    }
    try {
      Row row = plan.apply(change);
      ChangeOp op = route.upserts() ? change.op() : ChangeOp.UPSERT;
      return new ChangeRecord(change.key(), op, row, change.origin());
    } catch (UnrepresentableValue e) {
      throw new TargetException(
          Kind.REFUSED, "table '" + route.table() + "': " + e.getMessage(), "", null);
    }
  }

  /** The plan; null where there is nothing to write: a delete before the first row of all. */
  private RowPlan plan(TableRoute route, ChangeRecord change) throws TargetException {
    if (catalog == null) {
      catalog = access.open().catalog();
      tables = new HashMap<>();
      rowPlans = new HashMap<>();
      keyPlans = new HashMap<>();
    }
    RowSchema row = change.row().schema();
    boolean keyAlone = route.upserts() && change.op() == ChangeOp.DELETE;
    Map<RowSchema, RowPlan> plans =
        (keyAlone ? keyPlans : rowPlans)
            .computeIfAbsent(change.entity(), entity -> new HashMap<>());
    RowPlan plan = plans.get(row);
    if (plan == null) {
      TargetTable table = table(route, row, keyAlone);
      if (table == null) {
        return null;
      }
      plan = keyAlone ? RowPlan.ofKeys(table, row) : RowPlan.ofRows(table, row);
      plans.put(row, plan);
    }
    return plan;
  }

  private TargetTable table(TableRoute route, RowSchema row, boolean keyAlone)
      throws TargetException {
    TargetTable table = tables.get(route.entity());
    if (table == null) {
      if (keyAlone && route.fields().isEmpty() && TargetTable.load(catalog, route).isEmpty()) {
        return null; // a key says too little to create the table
      }
      table = TargetTable.open(catalog, route, row);
      tables.put(route.entity(), table);
    }
    return table;
  }
}
