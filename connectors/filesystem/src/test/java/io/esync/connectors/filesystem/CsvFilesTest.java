package io.esync.connectors.filesystem;

import static io.esync.connectors.filesystem.SourceFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lines of CSV are understood. */
class CsvFilesTest {
  private FormatFiles files;

  @BeforeEach
  void files(@TempDir Path folder) {
    files = new FormatFiles(folder);
  }

  @Test
  void csv_is_read_with_its_own_characters_and_broken_lines_are_told() throws Exception {
    CsvOptions csv = new CsvOptions(true, ";", "'", "NULL", "ISO-8859-1");
    Files.write(
        files.folder().resolve("a.csv"),
        "email;id;name\n'a;b';1;NULL\n'three\nshort\nlines';2;'NULL'\nx\ny;z;\n'it''s';3;\u00e9\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    List<SourceRecord> records = files.read(files.csv(csv, UnknownMembers.REJECT));

    assertThat(records.get(0).origin().version()).isEqualTo(new SourceVersion(0, 1, 14));
    assertThat(((SourceChange) records.get(0)).after()).hasToString("{id=1, email=a;b, name=null}");
    assertThat(((SourceChange) records.get(1)).after())
        .hasToString("{id=2, email=three\nshort\nlines, name=NULL}");
    assertThat(texts(records).get(2)).isEqualTo("a.csv:6: 1 values in 3 columns <x>");
    assertThat(texts(records).get(3)).isEqualTo("a.csv:7: field 'id': 'z' is no bigint <y;z;>");
    assertThat(((SourceChange) records.get(4)).after()).hasToString("{id=3, email=it's, name=é}");
  }

  @Test
  void csv_without_a_header_has_the_declared_fields_in_their_order() throws Exception {
    Files.writeString(files.folder().resolve("a"), "1,a@b,\"\"\n2,,x");
    CsvOptions csv = new CsvOptions(false, ",", "\"", null, "UTF-8");

    assertThat(FormatFiles.changed(files.read(files.csv(csv, UnknownMembers.REJECT))))
        .extracting(Row::toString)
        .containsExactly("{id=1, email=a@b, name=}", "{id=2, email=null, name=x}");
  }

  @Test
  void a_column_that_is_not_declared_is_told_or_left_out() throws Exception {
    Files.writeString(files.folder().resolve("a"), "id,other\n1,2\n");

    assertThat(texts(files.read(files.csv(null, UnknownMembers.REJECT))).get(0))
        .contains("column 'other' is not declared");
    assertThat(texts(files.read(files.csv(null, UnknownMembers.IGNORE))))
        .containsExactly("UPSERT 1");
  }
}
