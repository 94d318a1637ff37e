package io.esync.connectors.iceberg;

import io.esync.connectors.spi.Option;
import java.util.List;

/**
 * The keys beside {@code target:} in an entity's {@code to:}.
 *
 * <pre>{@code
 * to:
 *   - {target: lake, table: crm.customers, partition_by: ["bucket(16, customer_id)"]}
 * }</pre>
 */
public record IcebergRoute(
    @Option(
            value =
                "Table to write, with or without its namespace: 'customers' or 'crm.customers'. By"
                    + " default the entity's name.",
            optional = true,
            example = "crm.customers")
        String table,
    @Option(
            value =
                "How a created table is partitioned: field names, or year, month, day or hour of"
                    + " one, bucket(n, field), truncate(n, field). In 'upsert' mode key fields"
                    + " only.",
            optional = true,
            example = "[\"bucket(16, customer_id)\"]")
        List<String> partitionBy) {
  public IcebergRoute {
    if (table != null && !table.matches("[^.\\s]+(\\.[^.\\s]+)*")) {
      throw new IllegalArgumentException(
          "table '" + table + "' is not a name, or names joined by '.'");
    }
    partitionBy = partitionBy == null ? List.of() : List.copyOf(partitionBy);
    partitionBy.forEach(PartitionTerm::parse);
  }
}
