package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.replay.RecordParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLineAgainTest {
  private static final SourceContext CONTEXT = new SourceContext("shop", "crm", List.of());

  @TempDir Path directory;

  @Test
  void a_line_is_read_by_what_the_source_is_told_now_and_keeps_its_place() throws Exception {
    SourceFolder folder = new SourceFolder(directory);
    folder.append("a.jsonl", "\uFEFF{\"id\":1,\"age\":36}\n{\"id\":2}\n{\"id\":3,\"age\":1}\n");
    List<Malformed> unread;
    try (Reading reading = Reading.start(folder.once())) {
      unread =
          reading.read().stream()
              .filter(Malformed.class::isInstance)
              .map(Malformed.class::cast)
              .toList();
    }
    assertThat(unread).hasSize(2);

    RecordParser parser = parser(UnknownMembers.IGNORE);
    for (Malformed malformed : unread) {
      SourceChange change =
          (SourceChange) parser.parse(malformed.payload(), malformed.origin()).orElseThrow();
      assertThat(change.origin()).isEqualTo(malformed.origin());
    }
    Origin origin = unread.get(0).origin();
    byte[] first = unread.get(0).payload();
    assertThatThrownBy(() -> parser(UnknownMembers.REJECT).parse(first, origin))
        .hasMessageContaining("'age' is not declared");
    assertThatThrownBy(() -> parser.parse(new byte[] {(byte) 0xff}, origin))
        .hasMessage("not UTF-8");
    byte[] path = "/data/in/broken.jsonl".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> parser.parse(path, origin))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RecordParser parser(UnknownMembers unknown) throws Exception {
    FilesystemSourceConfig config =
        SourceFolder.config(directory, false, Envelope.ROW, null, unknown, 1 << 20);
    return InstantiationUtil.clone(
        new FilesystemSourceConnector().parsing(config, CONTEXT).orElseThrow());
  }
}
