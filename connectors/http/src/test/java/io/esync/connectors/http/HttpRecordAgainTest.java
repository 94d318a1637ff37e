package io.esync.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.replay.RecordParser;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRecordAgainTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = new TestApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_record_is_read_by_what_the_source_is_told_now_as_of_its_cursor() throws Exception {
    Malformed malformed = malformed(api.nameFrom("/owner/login"));

    SourceChange change = parse(new TestApi(), malformed);

    assertThat(change.after().get("name")).isEqualTo("Ada");
    long micros = 1_767_225_600_000_000L;
    assertThat(change.origin().version())
        .isEqualTo(new SourceVersion(0, micros, malformed.origin().version().minor()));
    assertThat(change.origin().timestamp()).isEqualTo(micros);
  }

  @Test
  void without_a_cursor_it_is_of_the_reading_that_found_it() throws Exception {
    Malformed malformed = malformed(api.nameFrom("/owner/login").withoutCursor());

    SourceChange change = parse(new TestApi().withoutCursor(), malformed);

    assertThat(change.origin()).isEqualTo(malformed.origin());
  }

  @Test
  void what_still_cannot_be_read_says_why() throws Exception {
    Malformed malformed = malformed(api.nameFrom("/owner/login"));
    Origin elsewhere = new Origin("crm", "gone", malformed.origin().version(), 0, 0, false);

    assertThatThrownBy(() -> parse(api, malformed)).hasMessageContaining("'name'");
    assertThatThrownBy(() -> new HttpRecordAgain(api.config()).parse(new byte[0], elsewhere))
        .hasMessage("there is no stream 'gone' any more");
  }

  private static Malformed malformed(TestApi from) throws Exception {
    from.putBroken(
        1,
        "{\"id\": 1, \"name\": \"Ada\", \"owner\": {\"login\": 7},"
            + " \"updated_at\": \"2026-01-01T00:00:00Z\"}");
    PolledApi source = from.source();
    source.news();
    return (Malformed)
        source.records.stream().filter(Malformed.class::isInstance).findFirst().orElseThrow();
  }

  private static SourceChange parse(TestApi now, Malformed malformed) throws Exception {
    try (now) {
      RecordParser parser =
          InstantiationUtil.clone(
              new HttpSourceConnector().parsing(now.config(), TestApi.context()).orElseThrow());
      return (SourceChange) parser.parse(malformed.payload(), malformed.origin()).orElseThrow();
    }
  }
}
