package io.esync.connectors.cdc.capture;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.flink.table.types.DataType;

/**
 * The column that a table is cut along, in the SQL of its database.
 *
 * @param name the column, quoted
 * @param selected the column as it is selected where its value becomes a bound
 * @param parameter what stands for a bound in a statement
 * @param type of a bound
 */
public record ChunkKey(String name, String selected, String parameter, DataType type) {
  /** A bound, or null where there is no row. */
  Object read(ResultSet row, int index) throws SQLException {
    return row.getObject(index, type.getConversionClass());
  }
}
