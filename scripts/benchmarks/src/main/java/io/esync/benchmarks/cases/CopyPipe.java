package io.esync.benchmarks.cases;

import io.esync.connectors.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** The limit: the rows of a table, streamed into PostgreSQL's COPY without anything between. */
final class CopyPipe {
  private static final int FLUSH = 64 * 1024;

  private CopyPipe() {}

  static void run(ItemSource source, PostgresServer target) throws SQLException {
    try (Connection from = source.server().connect(ItemSource.DATABASE);
        Connection to = target.connect(ItemSource.DATABASE)) {
      CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY bench_item FROM STDIN");
      if (from.isWrapperFor(PGConnection.class)) {
        copy(from, in);
      } else {
        select(from, in);
      }
      in.endCopy();
    }
  }

  private static void copy(Connection from, CopyIn in) throws SQLException {
    CopyOut out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY bench_item TO STDOUT");
    for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
      in.writeToCopy(row, 0, row.length);
    }
  }

  private static void select(Connection from, CopyIn in) throws SQLException {
    try (Statement statement = from.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE); // MySQL's driver streams then
      try (ResultSet rows = statement.executeQuery("SELECT * FROM bench_item")) {
        int columns = rows.getMetaData().getColumnCount();
        StringBuilder text = new StringBuilder();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            String value = rows.getString(i);
            text.append(value == null ? "\\N" : value).append(i == columns ? '\n' : '\t');
          }
          if (text.length() > FLUSH) {
            write(text, in);
          }
        }
        write(text, in);
      }
    }
  }

  private static void write(StringBuilder text, CopyIn in) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    in.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }
}
