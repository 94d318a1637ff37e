package io.esync.connectors.webhook;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that connections are made with; read again when its files have changed. */
final class Certificate {
  private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

  private final TlsOptions options;
  private List<FileTime> read;
  private SslContext context;

  private Certificate(TlsOptions options) {
    this.options = options;
  }

  /**
   * Reads the files.
   *
   * @throws IOException for people, if they cannot be used
   */
  static Certificate read(TlsOptions options) throws IOException {
    Certificate certificate = new Certificate(options);
    certificate.load();
    return certificate;
  }

  /** For a connection that begins; the one before where the files cannot be used now. */
  SslContext current() {
    try {
      if (!times().equals(read)) {
        load();
      }
    } catch (IOException e) {
      LOG.warn("Goes on with the certificate that it had: {}", e.getMessage());
    }
    return context;
  }

  private void load() throws IOException {
    read = times();
    try {
      context =
          SslContextBuilder.forServer(
                  new File(options.certificate()),
                  new File(options.key()),
                  options.keyPassword() == null ? null : options.keyPassword().reveal())
              .build();
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(
          "'%s' and '%s' are no certificate in PEM and its key in PKCS #8: %s"
              .formatted(options.certificate(), options.key(), e.getMessage()),
          e);
    }
  }

  private List<FileTime> times() throws IOException {
    return List.of(time(options.certificate()), time(options.key()));
  }

  private static FileTime time(String file) throws IOException {
    try {
      return Files.getLastModifiedTime(Path.of(file));
    } catch (IOException e) {
      throw new IOException(
          "cannot read '" + file + "' on this TaskManager; put it there, or correct 'tls'", e);
    }
  }
}
