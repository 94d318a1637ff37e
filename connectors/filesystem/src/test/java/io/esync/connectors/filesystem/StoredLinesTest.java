package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a command adds as lines, and reads back from lines. */
class StoredLinesTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.STRING),
              new Field("status", DataType.STRING),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("id"));
  private static final RowQuery ALL = new RowQuery(Map.of(), "updated_at", 10);

  @TempDir Path folder;

  @Test
  void a_key_has_its_latest_row_whatever_file_that_is_in() throws Exception {
    assertThat(read(ALL)).isEmpty();
    write("part-b-0.jsonl", 1, line("1", "OPEN", 5), line("2", "OPEN", 1), line("3", "OPEN", 2));
    write("part-a-9.jsonl", 2, line("1", "OLD", 4));
    write("part-a-10.jsonl", 2, line("2", "DONE", 3), line("2", "LAST", 3));
    write("part-a-11.jsonl", 3, "{\"id\":\"3\",\"_op\":\"delete\"}");
    write(".part-a-12.inprogress", 4, line("1", "UNSEEN", 9));

    assertThat(read(ALL)).extracting(row -> row.get("status")).containsExactly("OPEN", "LAST");
    assertThat(read(new RowQuery(Map.of("status", "DONE"), "updated_at", 10))).isEmpty();
    assertThat(read(new RowQuery(Map.of(), "updated_at", 1)))
        .extracting(row -> row.get("id"))
        .containsExactly("1");
  }

  @Test
  void a_line_that_is_no_row_is_named_by_its_place() throws Exception {
    write("part-a-0.jsonl", 1, line("1", "OPEN", 1), "{");

    assertThatThrownBy(() -> read(ALL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("part-a-0.jsonl:2: not a line of JSON");
  }

  @Test
  void rows_are_added_to_one_file_a_day_with_json_where_that_is_declared() throws Exception {
    append(folder.resolve("in"), "{\"a\": 1}");
    append(folder.resolve("in"), null);

    File[] files = folder.resolve("in").toFile().listFiles();
    assertThat(files).singleElement().asString().matches(".*/\\d{4}-\\d\\d-\\d\\d\\.jsonl");
    assertThat(Files.readAllLines(files[0].toPath()))
        .containsExactly(
            "{\"id\":\"1\",\"status\":{\"a\":1},\"updated_at\":\"1970-01-01T00:00:00Z\"}",
            "{\"id\":\"1\",\"updated_at\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void a_row_is_added_to_the_one_file_of_a_source_after_a_last_line_without_end() throws Exception {
    Path file = Files.writeString(folder.resolve("in.jsonl"), "{\"id\":\"0\"}");

    append(file, null);

    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"id\":\"0\"}");
  }

  @Test
  void a_field_that_the_source_does_not_declare_is_refused() {
    assertThatThrownBy(
            () -> append(folder, "x", Map.of("id", "string", "updated_at", "timestamptz")))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "the stream must declare field 'status' as string; see 'streams' of the source");
  }

  private void append(Path path, String status) throws StoreException {
    append(path, status, Map.of("id", "string", "status", "json", "updated_at", "timestamptz"));
  }

  private static void append(Path path, String status, Map<String, String> fields)
      throws StoreException {
    FilesystemSourceConfig config =
        new FilesystemSourceConfig(
            path.toString(),
            FilesystemConfig.Format.JSON_LINES,
            Envelope.ROW,
            Map.of("rows", new DeclaredStream(List.of("id"), fields)),
            null,
            "delete",
            UnknownMembers.REJECT,
            null,
            1 << 20);
    new FilesystemSourceConnector()
        .appending()
        .orElseThrow()
        .append(
            config,
            new SourceContext("p", "s", List.of()),
            SCHEMA,
            now -> Row.of(SCHEMA, "1", status, Instant.EPOCH));
  }

  private List<Row> read(RowQuery query) throws StoreException {
    Contract contract =
        new Contract("item", SCHEMA.key(), SCHEMA.fields(), List.of(), SchemaEvolution.EVOLVE);
    Route<FilesystemRoute> route = new Route<>(new FilesystemRoute("items"), contract);
    return new FilesystemConnector()
        .reading()
        .orElseThrow()
        .read(
            new FilesystemConfig(folder.toString(), FilesystemConfig.Format.JSON_LINES),
            new TargetContext<>("p", "t", Map.of("item", route)),
            query);
  }

  private void write(String name, int second, String... lines) throws IOException {
    Path file = Files.createDirectories(folder.resolve("items")).resolve(name);
    Files.write(file, List.of(lines));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }

  private static String line(String id, String status, int second) {
    return "{\"id\":\"%s\",\"status\":\"%s\",\"updated_at\":\"%s\",\"_op\":\"upsert\",\"_source\":\"x\"}"
        .formatted(id, status, Instant.ofEpochSecond(second));
  }
}
