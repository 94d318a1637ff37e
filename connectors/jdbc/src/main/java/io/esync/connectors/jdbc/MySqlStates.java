package io.esync.connectors.jdbc;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.esync.connectors.spi.TargetException.Kind;
import java.sql.SQLException;
import java.util.Set;

/** What becomes of a batch, by the error number: MySQL's SQLSTATE is often the general one. */
final class MySqlStates {
  /** Locks, deadlocks, limits, full disks, shutdown, killed or read-only: each of them passes. */
  private static final Set<Integer> PASSING =
      Set.of(
          1021, 1040, 1053, 1114, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1226, 1290, 1317, 1792,
          1836, 1927, 1969, 3024, 4031);

  /** Values, constraints, triggers, and a packet that is too large. */
  private static final Set<Integer> REFUSED =
      Set.of(
          1048, 1062, 1153, 1216, 1217, 1264, 1265, 1292, 1364, 1366, 1367, 1406, 1411, 1451, 1452,
          1525, 1526, 1557, 1644, 1690, 3819, 3903, 4025);

  private MySqlStates() {}

  static Kind kind(SQLException failure) {
    if (REFUSED.contains(failure.getErrorCode()) || failure instanceof PacketTooBigException) {
      return Kind.REFUSED;
    }
    return PASSING.contains(failure.getErrorCode())
        ? Kind.TRANSIENT
        : SqlStates.kind(failure.getSQLState());
  }
}
