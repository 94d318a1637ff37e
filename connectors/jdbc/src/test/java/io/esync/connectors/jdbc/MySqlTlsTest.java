package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encryption: MySQL makes itself a certificate, the MariaDB of these tests has none. */
class MySqlTlsTest {
  private static List<CheckFailure> check(MySqlFamily family, String user, String sslMode) {
    MySqlDatabase database = family.database();
    String url = database.server().jdbcUrl(MySqlDatabase.NAME) + "?sslMode=" + sslMode;
    return TestTarget.at(url, user, database.server().password()).check();
  }

  @Test
  void a_user_who_has_to_encrypt_writes_where_the_url_says_so() {
    MySqlDatabase database = MySqlFamily.MYSQL.database();
    database.execute(
        "CREATE USER sealed IDENTIFIED WITH mysql_native_password BY '%s' REQUIRE SSL"
            .formatted(database.server().password()),
        "GRANT ALL ON esync.* TO sealed");

    assertThat(check(MySqlFamily.MYSQL, "sealed", "REQUIRED")).isEmpty();
    assertThat(check(MySqlFamily.MYSQL, "sealed", "DISABLED")).hasSize(1);
    assertThat(check(MySqlFamily.MYSQL, "sealed", "VERIFY_CA"))
        .singleElement()
        .extracting(CheckFailure::remedy)
        .asString()
        .contains("that the JVM trusts it");
  }

  @Test
  void a_server_without_a_certificate_is_told_from_one_that_does_not_answer() {
    assertThat(check(MySqlFamily.MARIADB, "root", "REQUIRED"))
        .singleElement()
        .extracting(CheckFailure::remedy)
        .asString()
        .contains("that the server has a certificate");
  }
}
