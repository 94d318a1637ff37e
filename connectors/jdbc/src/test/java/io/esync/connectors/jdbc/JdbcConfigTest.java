package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcConfigTest {
  private static JdbcConfig config(String url) {
    return new JdbcConfig(
        url,
        "esync",
        Secret.of("pass"),
        JdbcConfig.Create.IF_MISSING,
        5000,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Map.of(),
        JdbcConfig.OriginMarker.AUTO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:s3cret@localhost/db",
        "jdbc:postgresql://localhost/db?user=me&password=s3cret",
        "jdbc:postgresql://localhost/db?ssl=true&PASSWORD=s3cret",
        "jdbc:postgresql://localhost/db?sslpassword=s3cret",
        "jdbc:mysql://me:s3cret@localhost/db",
        "jdbc:mysql://(host=localhost,user=me,password=s3cret)/db",
        "jdbc:mysql://address=(host=localhost)(password=s3cret)/db",
        "jdbc:mariadb://localhost/db?password=s3cret"
      })
  void a_url_with_credentials_is_refused_and_not_repeated(String url) {
    assertThatThrownBy(() -> config(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'username' and 'password'")
        .hasMessageNotContainingAny("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost:5432/db",
        "jdbc:postgresql://a:1,b:2/db?targetServerType=primary&sslmode=require",
        "jdbc:postgresql:db",
        "jdbc:mysql://localhost:3306/db?sslMode=REQUIRED",
        "jdbc:mariadb://localhost/db"
      })
  void a_url_without_credentials_is_taken(String url) {
    assertThat(config(url).url()).isEqualTo(url);
  }

  @Test
  void a_url_of_another_database_is_refused() {
    assertThatThrownBy(() -> config("jdbc:oracle:thin:@x"))
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void the_password_is_never_shown() {
    assertThat(config("jdbc:postgresql://localhost/db").toString()).doesNotContain("pass,");
  }
}
