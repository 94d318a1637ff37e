package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * The certificate of a broker on the loopback address, signed by itself, in the forms that Java's
 * clients take. Clients may show it too, since the broker trusts it.
 *
 * @param keyStore holds certificate and key
 * @param trustStore holds the certificate alone
 */
public record BrokerCertificate(Path keyStore, Path trustStore) {
  private static final String PASSWORD = "store-password";
  private static final String TYPE = "PKCS12";
  private static final String ALIAS = "broker";

  static BrokerCertificate in(Path directory) {
    return new BrokerCertificate(directory.resolve("key.p12"), directory.resolve("trust.p12"));
  }

  /** The password of both files, and of the key. */
  public String password() {
    return PASSWORD;
  }

  /** Makes the files where they are missing. */
  void create(String host, Path log) throws IOException {
    if (Files.exists(trustStore)) {
      return;
    }
    ServerProcess.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-validity",
            "365",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:" + host + ",dns:localhost",
            "-storetype",
            TYPE,
            "-storepass",
            PASSWORD,
            "-keystore",
            keyStore.toString()),
        log);
    try {
      KeyStore keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance(TYPE);
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      try (OutputStream file = Files.newOutputStream(trustStore)) {
        trusted.store(file, PASSWORD.toCharArray());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a truststore of " + keyStore, e);
    }
  }
}
