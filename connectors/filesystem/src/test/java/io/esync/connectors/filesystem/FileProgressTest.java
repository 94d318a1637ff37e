package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileProgressTest {
  private static final FileStamp SHORT = new FileStamp(10, 1_000);

  private FileProgress progress = new FileProgress(FilesPosition.START, name -> false, 0);

  @Test
  void a_file_that_changed_is_read_anew_and_is_newer_than_those_before() {
    assertThat(readAll(Map.of("a", SHORT, "b", SHORT))).containsExactly("a:1", "b:2");
    assertThat(readAll(Map.of("a", SHORT, "b", SHORT))).isEmpty();

    assertThat(readAll(Map.of("a", new FileStamp(10, 1_001), "b", SHORT))).containsExactly("a:3");
    assertThat(readAll(Map.of("a", new FileStamp(9, 1_001), "b", SHORT))).containsExactly("a:4");
  }

  @Test
  void a_file_that_changed_while_it_was_read_is_read_from_its_start() {
    progress.found(Map.of("a", SHORT), Long.MAX_VALUE);
    progress.read(5, 1);

    progress.found(Map.of("a", new FileStamp(20, 2_000)), Long.MAX_VALUE);

    assertThat(progress.mark().offset()).isZero();
    assertThat(progress.mark().number()).isEqualTo(2);
  }

  @Test
  void a_file_that_grows_is_read_on() {
    progress = new FileProgress(FilesPosition.START, name -> true, 0);
    progress.found(Map.of("a", SHORT), Long.MAX_VALUE);
    progress.read(10, 1);
    progress.exhausted();

    progress.found(Map.of("a", new FileStamp(20, 2_000)), Long.MAX_VALUE);

    assertThat(progress.mark().offset()).isEqualTo(10);
    assertThat(progress.mark().number()).isEqualTo(1);
  }

  @Test
  void a_file_waits_until_it_was_not_written_to_for_a_while() {
    progress.found(Map.of("a", SHORT, "b", new FileStamp(1, 2_000)), 1_999);
    assertThat(progress.next()).isEqualTo("a");
    progress.exhausted();
    assertThat(progress.next()).isNull();

    progress.found(Map.of("a", SHORT, "b", new FileStamp(1, 2_000)), 2_000);
    assertThat(progress.next()).isEqualTo("b");
  }

  @Test
  void old_files_are_forgotten_and_not_read_again() {
    progress = new FileProgress(FilesPosition.START, name -> false, 500);
    FileStamp later = new FileStamp(10, 1_500);
    readAll(Map.of("a", SHORT));
    readAll(Map.of("a", SHORT, "b", later));
    assertThat(readAll(Map.of("a", SHORT, "b", later))).isEmpty();
    assertThat(progress.position().files()).containsOnlyKeys("b");

    assertThat(readAll(Map.of("a", SHORT, "b", later, "c", new FileStamp(1, 900)))).isEmpty();
    assertThat(readAll(Map.of("a", new FileStamp(10, 1_001), "b", later))).containsExactly("a:3");
  }

  @Test
  void what_is_not_read_yet_is_not_forgotten_however_old_it_is() {
    progress = new FileProgress(FilesPosition.START, name -> false, 500);
    progress.found(Map.of("a", SHORT, "b", new FileStamp(1, 9_000)), Long.MAX_VALUE);

    progress.found(Map.of("a", SHORT, "b", new FileStamp(1, 9_000)), Long.MAX_VALUE);

    assertThat(progress.next()).isEqualTo("a");
  }

  @Test
  void the_state_does_not_grow_with_the_files_that_ever_were() {
    progress = new FileProgress(FilesPosition.START, name -> false, 100);
    Map<String, FileStamp> there = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      there.put("f" + i, new FileStamp(1, 10L * i));
      readAll(there);
    }
    readAll(there);

    assertThat(progress.position().files()).hasSizeLessThan(12);
  }

  @Test
  void a_position_without_stamps_goes_on() throws Exception {
    FilesPosition restored =
        new FilesPosition(
            Map.of("a", new FileMark(7, 10, 1, new FileStamp(10, FileStamp.UNKNOWN), true)),
            7,
            Long.MIN_VALUE);
    progress = new FileProgress(restored, name -> false, 0);

    assertThat(readAll(Map.of("a", SHORT))).isEmpty();
  }

  private List<String> readAll(Map<String, FileStamp> there) {
    progress.found(there, Long.MAX_VALUE);
    List<String> read = new ArrayList<>();
    while (progress.next() != null) {
      read.add(progress.next() + ":" + progress.mark().number());
      progress.read(progress.mark().stamp().length(), 1);
      progress.exhausted();
    }
    return read;
  }
}
