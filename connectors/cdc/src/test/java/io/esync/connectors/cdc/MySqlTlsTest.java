package io.esync.connectors.cdc;

import static io.esync.connectors.cdc.MySqlServers.awaitRecords;
import static io.esync.connectors.cdc.MySqlServers.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.contract.SourceRun;
import java.time.Duration;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Encryption: MySQL makes itself a certificate, the MariaDB of these tests has none. */
final class MySqlTlsTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(2);

  private static MySqlFamilyServer server(Class<? extends MySqlFamilyServer> type) {
    return MySqlServers.all()
        .map(Named::getPayload)
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private static MySqlCdcConfig config(
      MySqlFamilyServer server, String user, String password, String sslMode) {
    return new MySqlCdcConfig(
        server.host(),
        server.port(),
        null,
        user,
        Secret.of(password),
        List.of("encrypted.t"),
        null,
        MySqlCdcConfig.INITIAL,
        0,
        10,
        null,
        Duration.ofSeconds(10),
        sslMode);
  }

  private static List<CheckFailure> check(MySqlCdcConfig config) {
    return new MySqlCdcConnector().check(config, new SourceContext("p", "s", List.of(), List.of()));
  }

  @Test
  void a_user_who_has_to_encrypt_copies_and_follows() throws Exception {
    assumeThat(MySqlServer.isSupported()).isTrue();
    MySqlFamilyServer server = server(MySqlServer.class);
    given(
        server,
        "encrypted",
        "CREATE TABLE t (id int PRIMARY KEY)",
        "INSERT INTO t VALUES (1)",
        "CREATE USER sealed IDENTIFIED WITH mysql_native_password BY 's3aled' REQUIRE SSL",
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, PROCESS, SELECT ON *.* TO sealed");

    assertThat(check(config(server, "sealed", "s3aled", "disabled")))
        .singleElement()
        .asString()
        .contains("cannot log in", "ssl_mode: disabled");
    assertThat(check(config(server, "sealed", "s3aled", "verify_ca")))
        .singleElement()
        .asString()
        .contains("certificate of " + server.host(), "is not trusted", "trustStore");
    MySqlCdcConfig required = config(server, "sealed", "s3aled", "required");
    assertThat(check(required)).isEmpty();
    try (SourceRun run = MySqlServers.run(required, MySqlServers.id(server, "encrypted"), null)) {
      awaitRecords(run, 1);
      server.execute("encrypted", "INSERT INTO t VALUES (2)");
      awaitRecords(run, 2);
    }
  }

  @Test
  void a_server_without_a_certificate_is_named() {
    MySqlFamilyServer server = server(MariaDbServer.class);

    assertThat(check(config(server, server.user(), server.password(), "required")))
        .singleElement()
        .asString()
        .contains(server.host() + ":" + server.port() + " offers no TLS", "ssl_mode: preferred");
  }
}
