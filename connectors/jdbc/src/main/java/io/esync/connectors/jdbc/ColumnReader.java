package io.esync.connectors.jdbc;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the values of one column. */
interface ColumnReader {
  DataType type();

  /**
   * The value; null for NULL.
   *
   * @param index of the column in the result, from 1
   * @throws UnrepresentableValue if our type has no such value
   */
  Object value(ResultSet result, int index) throws SQLException, UnrepresentableValue;

  /** The value as text that {@link ReadDialect#bind} takes back; null for NULL. */
  String text(ResultSet result, int index) throws SQLException;
}
