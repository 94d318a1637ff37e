package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.spi.poll.Beginning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPartsTest {
  @TempDir Path directory;
  private SourceFolder folder;

  @BeforeEach
  void folder() {
    folder = new SourceFolder(directory);
  }

  @Test
  void each_file_has_the_number_of_its_place_in_all_of_them() throws Exception {
    folder.append("b", "{\"id\":2}\n");
    folder.append("a", "{\"id\":1}\n");
    folder.append("c", "{\"id\":3}\n");

    Beginning<FilesPosition> beginning = begin(folder.parallel(true));

    assertThat(beginning.parts())
        .extracting(part -> part.files().keySet() + " " + numbers(part))
        .containsExactly("[a] [1]", "[b] [2]", "[c] [3]");
    assertThat(beginning.start().files().values()).allMatch(FileMark::finished);
    assertThat(beginning.start().last()).isEqualTo(3);
  }

  @Test
  void many_files_come_in_parts_that_are_not_as_many() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      folder.append("f%04d".formatted(i), "");
    }

    List<FilesPosition> parts = begin(folder.parallel(false)).parts();

    assertThat(parts).hasSizeBetween(100, 257);
    List<String> names = new ArrayList<>();
    parts.forEach(part -> names.addAll(part.files().keySet()));
    assertThat(names).isSorted().hasSize(1_000);
  }

  @Test
  void what_grows_or_is_still_written_is_left_to_who_follows_the_folder() throws Exception {
    folder.append("a.gz", "");
    folder.append("b.gz", "");
    folder.append("c", "{\"id\":1}\n");

    Beginning<FilesPosition> beginning = begin(folder.parallel(new Watch(Duration.ofMillis(1))));

    assertThat(beginning.parts()).hasSize(2);
    assertThat(beginning.start().files().get("c")).matches(file -> !file.finished());
    Watch settled = new Watch(Duration.ofMillis(1), false, Duration.ofHours(1), null);
    assertThat(begin(folder.parallel(settled)).parts()).isEmpty();
  }

  @Test
  void a_part_is_its_files_alone_and_comes_to_an_end() throws Exception {
    folder.append("a", "{\"id\":1}\n");
    folder.append("b", "{\"id\":2}\n");
    FilesystemSourceConfig config = folder.parallel(true);

    try (var reading = new SourceFolder.Reading(config, begin(config).parts().get(1))) {
      assertThat(SourceFolder.texts(reading.read())).containsExactly("UPSERT 2");
      assertThat(reading.hasEnded()).isTrue();
      assertThat(reading.position().part()).isTrue();
    }
  }

  private static List<Long> numbers(FilesPosition part) {
    return part.files().values().stream().map(FileMark::number).toList();
  }

  private static Beginning<FilesPosition> begin(FilesystemSourceConfig config) throws Exception {
    return new SourceFiles(config, "crm").begin("files");
  }
}
