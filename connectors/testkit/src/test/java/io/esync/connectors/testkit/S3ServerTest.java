package io.esync.connectors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class S3ServerTest {
  @Test
  void objects_that_flink_writes_are_objects_for_other_programs_and_back() throws IOException {
    try (S3Server s3 = S3Server.start()) {
      s3.createBucket("lake");
      FlinkPlugins.useFileSystems(s3.flinkOptions());

      write("s3://lake/out/a.txt", "from Flink");
      s3.put("lake", "in/b.txt", "from elsewhere");

      assertThat(s3.keys("lake", "out/")).containsExactly("out/a.txt");
      assertThat(s3.read("lake", "out/a.txt")).asString(UTF_8).isEqualTo("from Flink");
      assertThat(read("s3://lake/in/b.txt")).isEqualTo("from elsewhere");
    }
  }

  @Test
  void objects_and_port_survive_a_stop() {
    try (S3Server s3 = S3Server.start()) {
      s3.createBucket("lake");
      s3.put("lake", "a", "kept");
      String endpoint = s3.endpoint();

      s3.stop();
      s3.restart();

      assertThat(s3.endpoint()).isEqualTo(endpoint);
      assertThat(s3.read("lake", "a")).asString(UTF_8).isEqualTo("kept");
      s3.delete("lake", "a");
      assertThat(s3.keys("lake", "")).isEmpty();
    }
  }

  @Test
  void a_request_without_a_signature_is_refused() throws IOException, InterruptedException {
    try (S3Server s3 = S3Server.start()) {
      s3.createBucket("lake");
      s3.put("lake", "a", "secret");

      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(s3.endpoint() + "/lake/a")).build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(403);
    }
  }

  private static void write(String uri, String text) throws IOException {
    Path path = new Path(uri);
    try (FSDataOutputStream out =
        path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static String read(String uri) throws IOException {
    Path path = new Path(uri);
    try (InputStream in = path.getFileSystem().open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
