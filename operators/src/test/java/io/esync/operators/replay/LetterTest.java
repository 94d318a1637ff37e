package io.esync.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.control.CommandDecoder;
import io.esync.operators.control.CommandRow;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final Letter LETTER =
      new Letter("1f", "a/\"b\"", "TYPE_MISMATCH", true, new byte[] {0, -1, 7});

  @Test
  void a_letter_is_read_as_it_was_written() {
    assertThat(LETTER.text())
        .isEqualTo(
            "{\"format\":1,\"id\":\"1f\",\"operator\":\"a/\\\"b\\\"\","
                + "\"code\":\"TYPE_MISMATCH\",\"force\":true,\"payload\":\"AP8H\"}");
    assertThat(Letter.parse(LETTER.text())).usingRecursiveComparison().isEqualTo(LETTER);
  }

  @Test
  void what_is_no_letter_is_refused_with_what_is_missing() {
    assertRefused("[]", "it is no JSON object");
    assertRefused("{", "it is no JSON");
    assertRefused("{\"id\":\"1\"}", "its format is missing, not 1");
    assertRefused("{\"format\":2}", "its format is 2, not 1");
    assertRefused("{\"format\":1,\"id\":7}", "id is missing");
    assertRefused(
        "{\"format\":1,\"id\":\"1\",\"operator\":\"o\",\"code\":\"c\",\"payload\":\"????\"}",
        "Illegal base64 character 3f");
  }

  @Test
  void a_replay_without_a_letter_is_no_command() throws DecodeException {
    CommandDecoder decoder = new CommandDecoder(Set.of("crm"), Set.of());
    assertThat(decoder.decode(replay(LETTER.text())).letter()).isEqualTo(LETTER.text());

    assertThatThrownBy(() -> decoder.decode(replay(null))).hasMessage("letter is missing");
    assertThatThrownBy(() -> decoder.decode(replay("{}")))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("as 'dlq replay' writes them: its format is missing");
  }

  private static SourceChange replay(String letter) {
    Origin origin = new Origin("commands", "x", new SourceVersion(0, 1, 0), 0, 0, false);
    Row row =
        Row.of(
            CommandRow.SCHEMA,
            "c1",
            "REPLAY",
            null,
            null,
            null,
            null,
            letter,
            "ann",
            null,
            Instant.EPOCH);
    return new SourceChange(origin, ChangeOp.UPSERT, null, row);
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> Letter.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
