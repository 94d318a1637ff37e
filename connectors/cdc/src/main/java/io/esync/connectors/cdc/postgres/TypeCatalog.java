package io.esync.connectors.cdc.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The types of one database by OID. Not thread-safe. */
final class TypeCatalog {
  private static final String QUERY =
      "SELECT oid::int8, typname, typtype, CASE WHEN typcategory = 'A' THEN typelem::int8 ELSE 0 END,"
          + " typbasetype::int8, typtypmod, typdelim FROM pg_catalog.pg_type";

  private final Map<Integer, PgType> types = new HashMap<>();

  /** The type, or null where the catalogue had none such when it was last loaded. */
  PgType find(int oid) {
    return types.get(oid);
  }

  boolean knows(int oid) {
    return types.containsKey(oid);
  }

  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      while (rows.next()) {
        PgType type =
            new PgType(
                (int) rows.getLong(1),
                rows.getString(2),
                rows.getString(3).charAt(0),
                (int) rows.getLong(4),
                (int) rows.getLong(5),
                rows.getInt(6),
                rows.getString(7).charAt(0));
        types.put(type.oid(), type);
      }
    }
  }
}
