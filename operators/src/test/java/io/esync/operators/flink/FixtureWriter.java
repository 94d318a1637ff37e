package io.esync.operators.flink;

import io.esync.operators.flink.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the fixtures of {@link SerializerTest} into a directory. To be run once for each new
 * format; a fixture that exists is not touched.
 */
final class FixtureWriter {
  private FixtureWriter() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    Path state = Path.of(args[1]);
    if (Files.notExists(state)) {
      Files.createDirectories(state.getParent());
      write(state, new Sample<>(EntityStateSerializer.INSTANCE, Samples.stored()));
    }
    for (Map.Entry<String, Sample<?>> sample : Samples.all().entrySet()) {
      Path file = directory.resolve(sample.getKey() + ".bin");
      if (Files.notExists(file)) {
        write(file, sample.getValue());
      }
    }
  }

  private static <T> void write(Path file, Sample<T> sample) throws IOException {
    Files.write(file, Bytes.write(sample.serializer(), sample.value()));
  }
}
