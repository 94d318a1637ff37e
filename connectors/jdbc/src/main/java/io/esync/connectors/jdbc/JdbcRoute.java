package io.esync.connectors.jdbc;

import io.esync.connectors.spi.Option;
import java.io.Serializable;

/**
 * The keys beside {@code target:} in an entity's {@code to:}.
 *
 * <pre>{@code
 * to:
 *   - {target: warehouse, table: crm.customers}
 * }</pre>
 */
public record JdbcRoute(
    @Option(
            value =
                "Table to write, with or without its schema: 'customers' or 'crm.customers'. By"
                    + " default the entity's name.",
            optional = true,
            example = "customers")
        String table,
    @Option(
            value =
                "Column that rises with every change of a row. A row whose value is lower than the"
                    + " one in the table is not written over it. By default the last write stays.",
            optional = true,
            example = "updated_at")
        String versionColumn)
    implements Serializable {
  public JdbcRoute {
    if (table != null) {
      TableName.parse(table);
    }
  }
}
