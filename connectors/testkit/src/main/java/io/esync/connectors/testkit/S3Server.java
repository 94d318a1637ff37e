package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server on the loopback address, in this JVM: signatures are checked, uploads in parts
 * and listings work as on S3. Objects are files in its data directory and survive {@link #stop}.
 * Stop it after the Flink jobs that use it.
 *
 * <p>The methods for objects go through Amazon's own client, as another program's would.
 *
 * <p>Modules that use it declare {@code org.gaul:s3proxy}.
 */
public final class S3Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Server.class);
  private static final String ACCESS_KEY = "esync";
  private static final String SECRET_KEY = "esync-secret";

  private final ServerHome home;
  private final URI endpoint;
  private S3Proxy server;
  private S3Client client;

  private S3Server(ServerHome home, int port) {
    this.home = home;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts an empty server on a free port; its objects go when it is closed. */
  public static S3Server start() {
    return start(null, ServerPort.free());
  }

  /**
   * Starts a server.
   *
   * @param directory where its objects live and stay, created where it is missing; null for a
   *     temporary directory
   */
  public static S3Server start(Path directory, int port) {
    try {
      S3Server started = new S3Server(ServerHome.of(directory, "s3"), port);
      if (started.home.temporary()) {
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      }
      Files.createDirectories(started.home.data());
      started.restart();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the server's directory", e);
    }
  }

  /** Where the server listens, e.g. {@code http://127.0.0.1:15000}. */
  public String endpoint() {
    return endpoint.toString();
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  /** What Flink's configuration must say, so that {@code s3://} means this server. */
  public Map<String, String> flinkOptions() {
    return Map.of(
        "s3.endpoint",
        endpoint(),
        "s3.path.style.access",
        "true",
        "s3.access-key",
        ACCESS_KEY,
        "s3.secret-key",
        SECRET_KEY);
  }

  public void createBucket(String bucket) {
    client().createBucket(request -> request.bucket(bucket));
  }

  /** Writes an object; replaces one of the same key. */
  public void put(String bucket, String key, byte[] content) {
    client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /** Writes an object of text in UTF-8; replaces one of the same key. */
  public void put(String bucket, String key, String content) {
    put(bucket, key, content.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] read(String bucket, String key) {
    return client().getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  public void delete(String bucket, String key) {
    client().deleteObject(request -> request.bucket(bucket).key(key));
  }

  /** The keys that start with {@code prefix}, sorted. */
  public List<String> keys(String bucket, String prefix) {
    return client()
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  /** Stops the server at once: connections break, objects stay. */
  public synchronized void stop() {
    if (server != null) {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException("the S3 server on " + endpoint + " does not stop", e);
      }
      server = null;
    }
  }

  /** Starts the server again on the same objects and port, after stopping it where it runs. */
  public synchronized void restart() {
    stop();
    server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(home.data().toString()))
            .endpoint(endpoint)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server on " + endpoint + " does not start", e);
    }
  }

  /** Stops the server, and deletes its objects where they lived in a temporary directory. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
    stop();
    try {
      home.deleteIfTemporary();
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", home.directory(), e.toString());
    }
  }

  private synchronized S3Client client() {
    if (client == null) {
      client =
          S3Client.builder()
              .endpointOverride(endpoint)
              .forcePathStyle(true)
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
              .build();
    }
    return client;
  }
}
