package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException.Kind;
import java.sql.SQLException;

/** What becomes of a batch, by the SQLSTATE that the database gave. */
final class SqlStates {
  private SqlStates() {}

  /** Whether the connection is lost. */
  static boolean isLost(SQLException failure) {
    return String.valueOf(failure.getSQLState()).startsWith("08");
  }

  /** An unknown state is fatal: to try for ever or to drop records would hide it. */
  static Kind kind(String state) {
    if (state == null || state.length() < 2) {
      return Kind.FATAL;
    }
    return switch (state.substring(0, 2)) {
      case "08", "53", "58" -> Kind.TRANSIENT;
      case "40" -> state.equals("40002") ? Kind.REFUSED : Kind.TRANSIENT;
      // Data and constraints; limits of one row; what triggers and their functions raise.
      case "21", "22", "23", "44", "54", "09", "27", "38", "39", "45", "P0" -> Kind.REFUSED;
      default ->
          switch (state) {
            // Object or lock in use, cancelled, shutting down, starting, a standby that takes no
            // writes: each of them passes.
            case "55006", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006" ->
                Kind.TRANSIENT;
            case "42804" -> Kind.REFUSED;
            default -> Kind.FATAL;
          };
    };
  }
}
