package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.connectors.webhook.SignatureOptions.Scheme;
import io.esync.connectors.webhook.Verdict.Event;
import io.esync.connectors.webhook.Verdict.Refused;
import io.esync.connectors.webhook.Verdict.Told;
import io.esync.connectors.webhook.Verdict.Unused;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.RowJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What events tell, which bear a token. */
class EventReaderTest {
  private static final Condition ISSUES = when("X-Event", "issues");
  private static final Map<String, String> HEADERS =
      Map.of("Authorization", "Bearer geheim", "X-Event", "issues", "Idempotency-Key", "d1");

  private final Map<String, EventStream> streams = new HashMap<>();

  @Test
  void a_record_is_taken_out_of_its_event() {
    streams.put("issues", issues(null));

    Event event =
        event(
            """
            {"action": "edited", "repository": {"full_name": "a/b"},
             "issue": {"id": 7, "title": "Büro", "user": {"login": "ada"}, "more": [1]}}
            """);

    assertThat(event.records()).hasSize(1);
    assertThat(event.records().get(0).stream()).isEqualTo("issues");
    assertThat(event.records().get(0).op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(row(event.records().get(0)))
        .isEqualTo(
            JsonRows.object(
                "{\"id\":7,\"title\":\"Büro\",\"author\":\"ada\",\"repository\":\"a/b\"}"));
  }

  @Test
  void what_stands_beside_the_record_may_be_null_or_missing() {
    streams.put("issues", issues(null));

    Event nothing = event("{\"repository\": {\"full_name\": null}, \"issue\": {\"id\": 7}}");
    Event missing = event("{\"issue\": {\"id\": 7, \"repository\": \"of the record\"}}");

    assertThat(row(nothing.records().get(0)))
        .isEqualTo(JsonRows.object("{\"id\":7,\"repository\":null}"));
    assertThat(row(missing.records().get(0))).isEqualTo(JsonRows.object("{\"id\":7}"));
  }

  @Test
  void an_event_tells_of_each_stream_that_takes_it() {
    streams.put("issues", issues(ISSUES));
    streams.put(
        "repositories",
        new EventStream(
            null,
            "/repository",
            List.of("full_name"),
            Map.of("full_name", "string"),
            null,
            null,
            null));
    streams.put("pulls", issues(when("X-Event", "pulls")));

    Event event = event("{\"repository\": {\"full_name\": \"a/b\"}, \"issue\": {\"id\": 7}}");

    assertThat(event.records()).extracting(Told::stream).containsExactly("issues", "repositories");
  }

  @Test
  void an_event_is_of_a_kind_by_what_it_holds() {
    streams.put("issues", issues(new Condition(null, "/issue/locked", List.of("true", "1"))));

    assertThat(read("{\"issue\": {\"id\": 7, \"locked\": true}}")).isInstanceOf(Event.class);
    assertThat(read("{\"issue\": {\"id\": 7, \"locked\": 1}}")).isInstanceOf(Event.class);
    assertThat(read("{\"issue\": {\"id\": 7, \"locked\": false}}")).isInstanceOf(Unused.class);
    assertThat(read("{\"issue\": {\"id\": 7}}")).isInstanceOf(Unused.class);
  }

  @Test
  void an_event_tells_that_a_record_is_gone() {
    streams.put("issues", issues(ISSUES));

    Event event = event("{\"action\": \"deleted\", \"issue\": {\"id\": 7, \"title\": \"gone\"}}");

    assertThat(event.records().get(0).op()).isEqualTo(ChangeOp.DELETE);
    assertThat(row(event.records().get(0)))
        .isEqualTo(JsonRows.object("{\"id\":7,\"title\":\"gone\"}"));
  }

  @Test
  void of_an_array_each_record_is_read_by_itself() {
    streams.put("issues", issues(null));

    Event event = event("{\"issue\": [{\"id\": 1}, {\"id\": \"x\"}, 3, {\"id\": 4}]}");

    assertThat(event.records())
        .extracting(told -> told.row() == null ? told.problem() : told.row().get("id"))
        .containsExactly(1L, "field 'id': \"x\" is no bigint", "no object at /issue", 4L);
  }

  @Test
  void what_is_no_json_is_told_as_it_came() {
    streams.put("issues", issues(ISSUES));
    byte[] latin = "{\"issue\": {\"id\": 7, \"title\": \"Büro\"}}".getBytes(ISO_8859_1);

    assertUnreadable(read(HEADERS, "{\"issue\": {\"id\": 7".getBytes(UTF_8)), "not a line of JSON");
    assertUnreadable(read(HEADERS, new byte[0]), "");
    assertUnreadable(read(HEADERS, latin), "not a text in UTF-8");
    assertUnreadable(read("{\"issue\": {\"title\": \"no key\"}}"), "key field 'id' is missing");
    assertUnreadable(read("{}"), "no object at /issue");
  }

  @Test
  void what_is_no_json_is_unused_where_no_stream_can_be_meant() {
    streams.put("pulls", issues(when("X-Event", "pulls")));

    assertThat(read("{")).isInstanceOf(Unused.class);
  }

  @Test
  void an_event_without_an_id_is_refused() {
    streams.put("issues", issues(null));
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.remove("Idempotency-Key");

    Verdict verdict = read(headers, "{\"issue\": {\"id\": 7}}".getBytes(UTF_8));

    assertThat(verdict).isInstanceOf(Refused.class);
    assertThat(((Refused) verdict).why()).isEqualTo(Refusal.NO_DELIVERY_ID);
    assertThat(((Refused) verdict).message()).contains("header Idempotency-Key");
  }

  @Test
  void nothing_is_told_of_an_event_that_is_not_signed() {
    streams.put("issues", issues(null));

    Verdict verdict = read(Map.of("Idempotency-Key", "d1"), "{".getBytes(UTF_8));

    assertThat(verdict).isInstanceOf(Refused.class);
    assertThat(((Refused) verdict).why()).isEqualTo(Refusal.UNSIGNED);
  }

  @Test
  void an_id_is_known_again_and_another_is_not() {
    streams.put("issues", issues(null));
    Map<String, String> other = new HashMap<>(HEADERS);
    other.put("Idempotency-Key", "d2");

    Event first = event("{\"issue\": {\"id\": 7}}");
    Event again = event("{\"issue\": {\"id\": 8}}");
    Event another = (Event) read(other, "{\"issue\": {\"id\": 7}}".getBytes(UTF_8));

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(another.id()).isNotEqualTo(first.id());
  }

  @Test
  void options_that_cannot_work_are_refused() {
    assertThatThrownBy(() -> new Condition("a", "/b", List.of("c")))
        .hasMessageContaining("exactly one of header and pointer");
    assertThatThrownBy(() -> new Condition("a", null, List.of())).hasMessageContaining("is must");
    assertThatThrownBy(() -> new Place(null, "id")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new EventStream(
                    null,
                    null,
                    List.of("id"),
                    Map.of("id", "bigint"),
                    Map.of("author", "/user"),
                    null,
                    null))
        .hasMessageContaining("'author' is none of the fields");
    assertThatThrownBy(
            () ->
                new SignatureOptions(
                    Scheme.TOKEN, List.of(Secret.of("")), null, Duration.ofMinutes(5)))
        .hasMessageContaining("none may be empty");
  }

  private void assertUnreadable(Verdict verdict, String problem) {
    assertThat(verdict).isInstanceOf(Event.class);
    Event event = (Event) verdict;
    assertThat(event.records()).hasSize(1);
    assertThat(event.records().get(0).stream()).isEqualTo("issues");
    assertThat(event.records().get(0).row()).isNull();
    assertThat(event.records().get(0).problem()).contains(problem);
  }

  private static Condition when(String header, String is) {
    return new Condition(header, null, List.of(is));
  }

  private static EventStream issues(Condition when) {
    return new EventStream(
        when,
        "/issue",
        List.of("id"),
        Map.of("id", "bigint", "title", "string", "author", "string", "repository", "string"),
        Map.of("author", "/user/login"),
        Map.of("repository", "/repository/full_name"),
        new Condition(null, "/action", List.of("deleted")));
  }

  private Event event(String body) {
    return (Event) read(body);
  }

  private Verdict read(String body) {
    return read(HEADERS, body.getBytes(UTF_8));
  }

  private Verdict read(Map<String, String> headers, byte[] body) {
    SignatureOptions token =
        new SignatureOptions(
            Scheme.TOKEN, List.of(Secret.of("geheim")), null, Duration.ofMinutes(5));
    WebhookConfig config =
        new WebhookConfig(
            "localhost",
            1,
            "/",
            null,
            token,
            null,
            streams,
            TestHook.limits(),
            new RememberOptions(10, Duration.ofHours(1)));
    return new EventReader(config).read(new Request(headers, body), Instant.EPOCH);
  }

  private static JsonNode row(Told told) {
    assertThat(told.problem()).isNull();
    return JsonRows.object(RowJson.text(told.row()));
  }
}
