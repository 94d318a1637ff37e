package io.esync.connectors.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TableContentTest {
  @Test
  void the_content_is_the_same_for_the_same_rows_in_any_order_and_for_no_others() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Connection connection = server.connect("postgres")) {
      TableContent content = content(connection, "(1, 'a'), (2, NULL), (2, NULL)");

      assertThat(content.rows()).isEqualTo(3);
      assertThat(content(connection, "(2, NULL), (1, 'a'), (2, NULL)")).isEqualTo(content);
      assertThat(content(connection, "(2, NULL), (1, 'b'), (2, NULL)")).isNotEqualTo(content);
      assertThat(content(connection, "(2, ''), (1, 'a'), (2, NULL)")).isNotEqualTo(content);
      assertThat(content(connection, "(1, 'a'), (2, NULL)")).isNotEqualTo(content);
    }
  }

  private static TableContent content(Connection connection, String rows) throws SQLException {
    return TableContent.of(connection, "SELECT * FROM (VALUES " + rows + ") AS t (id, name)");
  }
}
