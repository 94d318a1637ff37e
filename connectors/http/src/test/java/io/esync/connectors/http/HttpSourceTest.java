package io.esync.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.http.PagingOptions.By;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.Reply;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(240)
class HttpSourceTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private void putFive() {
    api.put(1, "Ada");
    api.put(2, "Grace");
    api.put(3, "Edsger");
    api.put(4, "Barbara");
    api.put(5, "Donald");
  }

  static List<PagingOptions> everyPaging() {
    return List.of(
        new PagingOptions(By.LINK, null, 2, "per_page", 1, null),
        new PagingOptions(By.PAGE, null, 2, "per_page", 1, null),
        new PagingOptions(By.OFFSET, null, 2, "per_page", 1, null),
        new PagingOptions(By.CURSOR, null, 2, "per_page", 1, "/next_cursor"));
  }

  @ParameterizedTest
  @MethodSource("everyPaging")
  void all_pages_are_read(PagingOptions paging) throws Exception {
    putFive();
    PolledApi source = api.paging(paging).source();

    assertThat(source.news())
        .containsExactly("1 Ada", "2 Grace", "3 Edsger", "4 Barbara", "5 Donald");
    assertThat(api.asked()).hasSize(3);
  }

  @Test
  void later_polls_ask_for_changes_alone() throws Exception {
    putFive();
    PolledApi source = api.source();
    source.news();
    String highest = api.customers.content().get("5").get("updated_at").asText();
    api.put(2, "Grace Hopper");
    api.asked();

    assertThat(source.news()).containsExactly("2 Grace Hopper");
    assertThat(api.asked()).containsExactly("GET " + Map.of("updated_since", overlapped(highest)));
    assertThat(source.news()).isEmpty();
  }

  private static String overlapped(String time) {
    return Instant.parse(time).minus(TestApi.CURSOR.overlap()).toString();
  }

  @Test
  void reading_goes_on_in_the_middle_of_the_pages() throws Exception {
    putFive();
    PolledApi source = api.pagesOfTwo().source();
    assertThat(source.poll()).containsExactly("1 Ada", "2 Grace");

    source.restart();

    assertThat(source.news()).containsExactly("3 Edsger", "4 Barbara", "5 Donald");
    assertThat(api.asked())
        .hasSize(3)
        .filteredOn(asked -> !asked.contains("cursor"))
        .as("first pages")
        .hasSize(1);
  }

  @Test
  void a_page_that_fails_after_a_restart_loses_nothing() throws Exception {
    putFive();
    PolledApi source = api.pagesOfTwo().source();
    source.poll();
    api.server.fail(new Fault.Truncates());
    assertThatThrownBy(source::poll).isInstanceOf(SourceUnavailableException.class);

    source.restart();

    assertThat(source.news()).containsExactly("3 Edsger", "4 Barbara", "5 Donald");
    api.put(6, "Leslie");
    source.restart();
    assertThat(source.news()).contains("6 Leslie");
  }

  @Test
  void a_pass_that_fails_does_not_move_what_is_asked_from() throws Exception {
    String record = "{\"id\": %d, \"name\": \"%s\", \"updated_at\": \"2026-0%d-01T00:00:00Z\"}";
    api.putBroken(1, record.formatted(1, "Ada", 6)); // the latest comes first
    api.putBroken(2, record.formatted(2, "Grace", 2));
    api.putBroken(3, record.formatted(3, "Edsger", 1));
    PolledApi source = api.pagesOfTwo().source();
    assertThat(source.poll()).containsExactly("1 Ada", "2 Grace");
    api.server.fail(new Fault.Truncates());
    assertThatThrownBy(source::poll).isInstanceOf(SourceUnavailableException.class);

    assertThat(source.news()).containsExactly("3 Edsger");
  }

  static List<Fault> everyFault() {
    return List.of(
        Fault.status(408),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        new Fault.Hangs(),
        new Fault.BreaksOff(),
        new Fault.Truncates(),
        new Fault.Drips(Duration.ofMillis(100)),
        new Fault.Answers(Reply.of(200, "<html>Please wait</html>")),
        new Fault.Answers(Reply.json("")),
        new Fault.Answers(Reply.json("{\"error\": \"busy\"}")));
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void a_fault_on_any_page_loses_and_repeats_nothing(Fault fault) throws Exception {
    putFive();
    PolledApi source = api.pagesOfTwo().impatient().source();
    assertThat(source.poll()).containsExactly("1 Ada", "2 Grace");
    api.server.fail(fault);

    assertThatThrownBy(source::poll)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("localhost")
        .hasMessageNotContaining("cursor=");

    assertThat(source.news()).containsExactly("3 Edsger", "4 Barbara", "5 Donald");
    assertThat(source.news()).isEmpty();
  }

  /** Java's client asks once more by itself where a connection is reset. */
  @Test
  void a_reset_loses_and_repeats_nothing() throws Exception {
    putFive();
    PolledApi source = api.pagesOfTwo().source();
    source.poll();
    api.server.fail(new Fault.Resets());

    assertThat(source.news()).containsExactly("3 Edsger", "4 Barbara", "5 Donald");
    api.server.fail(IntStream.range(0, 10).mapToObj(i -> new Fault.Resets()).toArray(Fault[]::new));
    assertThatThrownBy(source::poll).isInstanceOf(SourceUnavailableException.class);
  }

  @ParameterizedTest
  @MethodSource("everyRefusal")
  void what_somebody_has_to_mend_fails_the_job(int status) {
    api.server.fail(Fault.status(status));
    PolledApi source = api.source();

    assertThatThrownBy(source::poll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers " + status);
  }

  static List<Integer> everyRefusal() {
    return List.of(301, 400, 401, 403, 404);
  }

  @Test
  void a_record_that_does_not_fit_is_told_as_it_stands_and_the_others_go_on() throws Exception {
    api.put(1, "Ada");
    String broken = "{\"id\": 2, \"name\": \"Gräce\",  \"born\": \"never\"}";
    api.putBroken(2, broken);
    api.putBroken(3, "[true, \"no object\"]");
    api.put(4, "Barbara");
    PolledApi source = api.source();

    assertThat(source.news())
        .containsExactly(
            "1 Ada", "malformed " + broken, "malformed [true, \"no object\"]", "4 Barbara");
    assertThat(source.news()).isEmpty();
  }

  @Test
  void a_record_without_its_cursor_is_malformed() throws Exception {
    api.putBroken(2, "{\"id\": 2, \"name\": \"Grace\", \"updated_at\": null}");

    assertThat(api.source().news()).singleElement().asString().startsWith("malformed");
  }

  @Test
  void a_link_to_another_server_is_not_followed() {
    api.server.fail(
        new Fault.Answers(
            Reply.json("{\"data\": []}")
                .with("Link", "<http://localhost:1/customers>; rel=\"next\"")));
    PolledApi source = api.paging(everyPaging().get(0)).bearer("geheim").source();

    assertThatThrownBy(source::poll).hasMessageContaining("another server");
    assertThat(api.server.requests()).hasSize(1);
  }

  @Test
  void what_has_not_changed_is_not_sent_again() throws Exception {
    api.withoutCursor();
    api.put(1, "Ada");
    PolledApi source = api.source();
    assertThat(source.news()).containsExactly("1 Ada");

    assertThat(source.news()).isEmpty();
    assertThat(api.server.requests().get(1).header("If-None-Match")).isNotNull();
    api.put(1, "Ada Lovelace");
    assertThat(source.news()).containsExactly("1 Ada Lovelace");
  }

  @Test
  void what_has_not_changed_is_not_sent_to_a_restarted_job() throws Exception {
    api.put(1, "Ada");
    PolledApi source = api.source();
    source.news();
    source.news(); // from the cursor on, as all polls that follow

    source.restart();
    api.server.forget();

    assertThat(source.news()).isEmpty();
    assertThat(api.server.requests().get(0).header("If-None-Match")).isNotNull();
    api.put(2, "Grace");
    assertThat(source.news()).contains("2 Grace");
  }

  @Test
  void of_several_pages_each_is_asked_for_until_one_has_changed() throws Exception {
    putFive();
    PolledApi source = api.withoutCursor().pagesOfTwo().source();
    source.news();
    source.restart();
    api.server.forget();

    assertThat(source.news()).isEmpty();
    assertThat(api.server.requests())
        .hasSize(3)
        .allMatch(request -> request.header("If-None-Match") != null);

    api.put(5, "Donald Knuth");
    api.server.forget();
    assertThat(source.news()).containsExactly("5 Donald Knuth");
    assertThat(api.server.requests()).as("three conditional, then all three").hasSize(6);
    assertThat(source.news()).isEmpty();
  }

  /** The next one goes to a page that nobody has asked for yet. */
  @Test
  void a_last_page_that_is_full_is_read_again() throws Exception {
    api.put(1, "Ada");
    api.put(2, "Grace");
    PolledApi source = api.withoutCursor().pagesOfTwo().source();
    source.news();
    source.news();

    assertThat(api.server.requests()).allMatch(request -> request.header("If-None-Match") == null);
  }

  private void putInOrder(String... names) {
    for (int i = 0; i < names.length; i++) {
      api.putBroken(i + 1, "{\"id\": %d, \"name\": \"%s\"}".formatted(i + 1, names[i]));
    }
  }

  @Test
  void what_looks_again_as_it_did_before_a_pass_that_was_cut_off_is_read() throws Exception {
    putInOrder("Ada", "Grace", "Edsger");
    PolledApi source = api.withoutCursor().pagesOfTwo().source();
    source.news();
    putInOrder("Ada Lovelace", "Grace", "Edsger");
    assertThat(source.poll()).containsExactly("1 Ada Lovelace");
    putInOrder("Ada", "Grace", "Edsger");

    source.restart();

    assertThat(source.news()).containsExactly("1 Ada");
  }

  @Test
  void a_field_may_stand_within_another_object() throws Exception {
    String record = "{\"id\": %d, \"owner\": %s, \"updated_at\": \"2026-01-01T00:00:00Z\"}";
    api.putBroken(1, record.formatted(1, "{\"login\": \"Ada\", \"name\": \"x\"}"));
    api.putBroken(2, record.formatted(2, "null"));
    api.putBroken(3, record.formatted(3, "{\"login\": 7}"));

    assertThat(api.nameFrom("/owner/login").source().news())
        .containsExactly("1 Ada", "2 null", "malformed " + record.formatted(3, "{\"login\": 7}"));
  }

  @Test
  void a_cursor_far_ahead_of_the_clock_keeps_no_others_from_being_read() throws Exception {
    api.put(1, "Ada");
    api.putBroken(2, "{\"id\": 2, \"name\": \"Zoe\", \"updated_at\": \"2999-01-01T00:00:00Z\"}");
    PolledApi source = api.source();
    assertThat(source.news()).containsExactly("1 Ada", "2 Zoe");

    api.put(3, "Edsger");

    assertThat(source.news()).containsExactly("3 Edsger");
  }

  @Test
  void versions_rise_with_the_cursor_and_times_keep_what_was_promised() throws Exception {
    putFive();
    PolledApi source = api.source();
    source.news();
    api.put(1, "Ada Lovelace");
    source.news();

    List<SourceChange> ada =
        source.records.stream()
            .filter(SourceChange.class::isInstance)
            .map(SourceChange.class::cast)
            .filter(change -> change.after().get("id").equals(1L))
            .toList();
    assertThat(ada).hasSize(2);
    assertThat(ada.get(1).origin().version()).isGreaterThan(ada.get(0).origin().version());
    assertThat(source.records).anyMatch(Heartbeat.class::isInstance);
    long promised =
        source.records.stream()
            .filter(Heartbeat.class::isInstance)
            .mapToLong(heartbeat -> heartbeat.origin().timestamp())
            .min()
            .orElseThrow();
    assertThat(ada.get(1).origin().timestamp()).isGreaterThan(promised);
  }
}
