package io.esync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSizesTest {
  @Test
  void aFileOfTwoNamesCountsOnceAndOthersNotAtAll(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("1.sst"), "12345");
    Path checkpoint = Files.createDirectory(folder.resolve("chk-1"));
    Files.createLink(checkpoint.resolve("1.sst"), file);
    Files.writeString(checkpoint.resolve("2.sst"), "123");
    Files.writeString(checkpoint.resolve("LOG"), "1");

    assertThat(FileSizes.bytes(folder, ".sst")).isEqualTo(8);
  }
}
