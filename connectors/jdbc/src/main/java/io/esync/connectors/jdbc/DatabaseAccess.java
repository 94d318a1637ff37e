package io.esync.connectors.jdbc;

import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to reach a database.
 *
 * @param url without user and password
 * @param password null where none is needed
 * @param connectTimeout how long to wait for a connection
 * @param socketTimeout how long to wait for an answer
 * @param session settings of the session, by their names
 */
record DatabaseAccess(
    String url,
    String username,
    Secret password,
    Duration connectTimeout,
    Duration socketTimeout,
    Map<String, String> session)
    implements Serializable {
  private static final long MAX_TIMEOUT_SECONDS = 86_400;
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "//[^/?]*@|[?&;,(]\\s*(user|username|password|passwd|pwd|sslpassword|"
              + "clientcertificatekeystorepassword|trustcertificatekeystorepassword)\\d?\\s*=",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  DatabaseAccess {
    session = Map.copyOf(session);
    check(url, connectTimeout, socketTimeout, session);
  }

  /**
   * Checks what is given in a pipeline file.
   *
   * @throws IllegalArgumentException with the option's name, what was expected, and no secret
   */
  static void check(
      String url, Duration connectTimeout, Duration socketTimeout, Map<String, String> session) {
    if (!Dialect.known(url)) {
      throw new IllegalArgumentException(
          "url must start with 'jdbc:postgresql:', 'jdbc:mysql:' or 'jdbc:mariadb:'");
    }
    if (CREDENTIALS.matcher(url).find()) {
      throw new IllegalArgumentException(
          "url holds a user or a password; take them out of it and give them as 'username' and"
              + " 'password', the password as a reference such as ${env:NAME}");
    }
    requireSeconds("connect_timeout", connectTimeout);
    requireSeconds("socket_timeout", socketTimeout);
    for (String name : session == null ? Map.<String, String>of().keySet() : session.keySet()) {
      if (!SETTING.matcher(name).matches()) {
        throw new IllegalArgumentException("session: '" + name + "' is no name of a setting");
      }
    }
  }

  private static void requireSeconds(String name, Duration value) {
    if (value.toSeconds() < 1 || value.toSeconds() > MAX_TIMEOUT_SECONDS) {
      throw new IllegalArgumentException(name + " must be 1s to 1 day, not " + value);
    }
  }

  Dialect dialect() {
    return Dialect.of(url);
  }

  /** The password, empty where none is given. */
  String revealPassword() {
    return password == null ? "" : password.reveal();
  }
}
