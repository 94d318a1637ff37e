package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes batches, each in one transaction. A failed one is rolled back; where the connection broke,
 * the next write opens another one and looks at the tables anew. So does a record that is refused
 * alone: its table may have been mended meanwhile.
 */
final class JdbcTargetWriter implements TargetWriter {
  private final JdbcTarget target;
  private final String marker;
  private JdbcSession session;

  private JdbcTargetWriter(JdbcTarget target, String marker) {
    this.target = target;
    this.marker = marker;
  }

  /**
   * @param marker of this writer alone, or null
   */
  static JdbcTargetWriter open(JdbcTarget target, String marker) throws TargetException {
    JdbcTargetWriter writer = new JdbcTargetWriter(target, marker);
    writer.connect();
    return writer;
  }

  private void connect() throws TargetException {
    try {
      session = JdbcSession.open(target, marker);
    } catch (SQLException e) {
      throw Failures.of(target.dialect(), e);
    }
  }

  @Override
  public void write(List<ChangeRecord> batch) throws TargetException {
    if (session == null) {
      connect();
    }
    try {
      attempt(() -> session.write(batch));
    } catch (TargetException e) {
      if (e.kind() != Kind.REFUSED || batch.size() > 1 || session == null) {
        throw e;
      }
      attempt(() -> writeIfMended(batch.get(0), e));
    }
  }

  private void writeIfMended(ChangeRecord change, TargetException refusal)
      throws SQLException, TargetException {
    if (!session.reload(change)) {
      throw refusal;
    }
    session.write(List.of(change));
  }

  private void attempt(Step step) throws TargetException {
    try {
      step.run();
    } catch (SQLException e) {
      TargetException failure = Failures.of(target.dialect(), e);
      abandon(failure.kind());
      throw failure;
    } catch (TargetException e) {
      abandon(e.kind());
      throw e;
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws SQLException, TargetException;
  }

  /** After a fatal failure the tables may look different from what the session knows. */
  private void abandon(Kind kind) {
    if (!session.rollback() || kind == Kind.FATAL) {
      close();
    }
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
