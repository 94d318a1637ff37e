package io.esync.connectors.filesystem;

import static io.esync.connectors.filesystem.SourceFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesPollerTest {
  @TempDir Path directory;
  private SourceFolder folder;

  @BeforeEach
  void folder() {
    folder = new SourceFolder(directory);
  }

  @Test
  void files_are_read_by_name_and_later_lines_are_newer() throws Exception {
    folder.append("b.jsonl", "{\"id\":3}\n{\"id\":4}");
    folder.append("a.jsonl", "{\"id\":1}\r\n\n{\"id\":2}\n");
    folder.append(".hidden", "{\"id\":9}\n");
    folder.append("_part", "{\"id\":9}\n");
    Files.createDirectory(directory.resolve("folder"));

    List<SourceRecord> records = read(folder.once());

    assertThat(texts(records)).containsExactly("UPSERT 1", "UPSERT 2", "UPSERT 3", "UPSERT 4");
    assertThat(records)
        .extracting(record -> record.origin().version())
        .containsExactly(
            new SourceVersion(0, 1, 0),
            new SourceVersion(0, 1, 11),
            new SourceVersion(0, 2, 0),
            new SourceVersion(0, 2, 9));
    assertThat(records).extracting(record -> record.origin().stream()).containsOnly("customers");
  }

  @Test
  void a_followed_line_counts_once_its_line_feed_is_there() throws Exception {
    folder.append("a", "{\"id\":1}\n{\"id\":");
    try (Reading reading = Reading.start(folder.followed())) {
      assertThat(texts(reading.read())).containsExactly("UPSERT 1");
      assertThat(reading.read()).isEmpty();

      folder.append("a", "2}");
      assertThat(reading.read()).isEmpty();

      folder.append("a", "\n{\"id\":3}\n");
      assertThat(texts(reading.read())).containsExactly("UPSERT 2", "UPSERT 3");
    }
  }

  @Test
  void what_grows_or_comes_while_nobody_reads_is_read_from_the_position_on() throws Exception {
    folder.append("b", "{\"id\":1}\n{\"i");
    FilesPosition position;
    try (Reading first = Reading.start(folder.followed())) {
      first.read();
      position = first.position();
    }
    folder.append("a", "{\"id\":3}\n");
    folder.append("b", "d\":2}\n");

    try (Reading second = new Reading(folder.followed(), position)) {
      List<SourceRecord> records = second.read();

      assertThat(texts(records)).containsExactly("UPSERT 2", "UPSERT 3");
      assertThat(records.get(1).origin().version()).isEqualTo(new SourceVersion(0, 2, 0));
      assertThat(second.read()).isEmpty();
    }
  }

  @Test
  void a_broken_line_is_told_with_its_place_and_its_bytes_and_the_others_go_on() throws Exception {
    folder.append("a", "{\"id\":1}\n{\"id\":\"x\"}\n{oops\n{\"id\":2,\"no\":1}\n{\"id\":3}\n");

    List<SourceRecord> records = read(folder.once());

    assertThat(texts(records).get(0)).isEqualTo("UPSERT 1");
    assertThat(texts(records).get(1))
        .isEqualTo("a:2: field 'id': \"x\" is no bigint <{\"id\":\"x\"}>");
    assertThat(texts(records).get(2)).startsWith("a:3: not a line of JSON").endsWith("<{oops>");
    assertThat(texts(records).get(3)).startsWith("a:4: field 'no' is not declared");
    assertThat(texts(records).get(4)).isEqualTo("UPSERT 3");
    assertThat(((Malformed) records.get(1)).code()).isEqualTo(ErrorCode.UNREADABLE_RECORD);
  }

  @Test
  void bytes_that_are_no_text_are_kept_as_they_are() throws Exception {
    byte[] bytes = {'{', (byte) 0xFF, '}'};
    Files.write(directory.resolve("a"), bytes);

    Malformed record = (Malformed) read(folder.once()).get(0);

    assertThat(record.payload()).isEqualTo(bytes);
    assertThat(record.message()).isEqualTo("a:1: not UTF-8");
  }

  @Test
  void a_line_that_is_too_long_is_cut_and_the_next_one_is_read() throws Exception {
    folder.append("a", "{\"id\":1,\"email\":\"" + "x".repeat(200_000) + "\"}\n{\"id\":2}\n");

    List<SourceRecord> records =
        read(
            SourceFolder.config(
                directory, false, Envelope.ROW, null, UnknownMembers.REJECT, 100_000));

    assertThat(((Malformed) records.get(0)).payload()).hasSize(100_000);
    assertThat(((Malformed) records.get(0)).message()).startsWith("a:1: a line of 200019 bytes");
    assertThat(texts(records).get(1)).isEqualTo("UPSERT 2");
  }

  @Test
  void a_row_line_can_say_that_the_row_is_gone() throws Exception {
    folder.append(
        "a", "{\"id\":1,\"_op\":\"upsert\",\"_source\":\"x\"}\n{\"id\":1,\"_op\":\"delete\"}");

    assertThat(
            texts(
                read(
                    SourceFolder.config(
                        directory, false, Envelope.ROW, "_op", UnknownMembers.IGNORE, 1000))))
        .containsExactly("UPSERT 1", "DELETE 1");
  }

  @Test
  void a_change_line_tells_its_stream_and_may_tell_its_version() throws Exception {
    folder.append(
        "a",
        """
        {"stream":"customers","op":"delete","before":{"id":7},"version":"3/2/1"}
        {"stream":"customers","after":{"id":8}}
        """);

    List<SourceRecord> records =
        read(
            SourceFolder.config(
                directory, false, Envelope.CHANGE, null, UnknownMembers.REJECT, 1000));

    assertThat(texts(records)).containsExactly("DELETE 7", "UPSERT 8");
    assertThat(records)
        .extracting(record -> record.origin().version())
        .containsExactly(new SourceVersion(3, 2, 1), new SourceVersion(0, 1, 73));
  }

  @Test
  void a_file_that_was_replaced_by_a_shorter_one_is_read_as_a_new_one() throws Exception {
    folder.append("a", "{\"id\":1}\n{\"id\":2}\n");
    try (Reading reading = Reading.start(folder.followed())) {
      reading.read();
      Files.writeString(directory.resolve("a"), "{\"id\":3}\n");

      List<SourceRecord> records = reading.read();

      assertThat(texts(records)).containsExactly("UPSERT 3");
      assertThat(records.get(0).origin().version()).isEqualTo(new SourceVersion(0, 2, 0));
    }
  }

  @Test
  void the_position_forgets_files_that_are_gone() throws Exception {
    folder.append("a", "{\"id\":1}\n");
    try (Reading reading = Reading.start(folder.followed())) {
      reading.read();
      Files.delete(directory.resolve("a"));
      folder.append("b", "{\"id\":2}\n");

      assertThat(texts(reading.read())).containsExactly("UPSERT 2");

      assertThat(reading.position().files()).containsOnlyKeys("b");
    }
  }

  @Test
  void a_missing_file_is_waited_for_where_files_are_followed() throws Exception {
    Path file = directory.resolve("later/a");
    try (Reading reading = Reading.start(SourceFolder.config(file, true))) {
      assertThat(reading.read()).isEmpty();
      Files.createDirectory(file.getParent());
      Files.writeString(file, "{\"id\":1}\n");

      assertThat(texts(reading.read())).containsExactly("UPSERT 1");
    }
  }

  @Test
  void a_missing_file_is_an_error_where_files_are_read_once() {
    assertThatThrownBy(() -> read(SourceFolder.config(directory.resolve("no"), false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no file and no folder");
  }

  @Test
  void pieces_are_bounded_and_go_on_within_a_file() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < 2500; id++) {
      lines.append("{\"id\":").append(id).append("}\n");
    }
    folder.append("a", lines.toString());
    FilesPosition position;
    try (var poller = new SourceFiles(folder.once(), "crm").open("files", FilesPosition.START)) {
      var piece = poller.poll();
      assertThat(piece.records()).hasSize(1000);
      position = piece.position();
    }

    try (Reading rest = new Reading(folder.once(), position)) {
      List<String> texts = texts(rest.read());

      assertThat(texts).hasSize(1500).startsWith("UPSERT 1000").endsWith("UPSERT 2499");
    }
  }

  private static List<SourceRecord> read(FilesystemSourceConfig config) throws Exception {
    try (Reading reading = Reading.start(config)) {
      return reading.read();
    }
  }
}
