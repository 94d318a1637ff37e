package io.esync.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.http.PagingOptions.By;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.testkit.http.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that are gone; pages are of two. */
@Timeout(240)
class HttpDeletesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestApi api = new TestApi().pagesOfTwo();

  @BeforeEach
  void put() {
    api.put(1, "Ada");
    api.put(2, "Grace");
    api.put(3, "Edsger");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void without_a_cursor_every_poll_finds_them() throws Exception {
    PolledApi source = api.withoutCursor().source();
    assertThat(source.news()).containsExactly("1 Ada", "2 Grace", "3 Edsger");

    api.customers.delete("2");
    api.put(1, "Ada Lovelace");

    assertThat(source.news()).containsExactly("1 Ada Lovelace", "delete 2");
    assertThat(source.news()).isEmpty();
  }

  @Test
  void with_a_cursor_they_are_found_when_they_are_due() throws Exception {
    PolledApi source = api.deletes(HOUR).source();
    assertThat(source.news()).containsExactly("1 Ada", "2 Grace", "3 Edsger");
    api.customers.delete("2");
    assertThat(source.news()).isEmpty();

    source.putClockForward(HOUR);

    assertThat(source.news()).containsExactly("delete 2");
    assertThat(source.news()).isEmpty();
  }

  @Test
  void they_are_known_after_a_restart() throws Exception {
    PolledApi source = api.deletes(HOUR).source();
    source.news();
    api.customers.delete("3");

    source.restart();
    source.putClockForward(HOUR);

    assertThat(source.news()).contains("delete 3").doesNotContain("delete 1", "delete 2");
  }

  @Test
  void a_reading_that_was_cut_off_deletes_nothing_and_begins_anew() throws Exception {
    api.put(4, "Barbara");
    PolledApi source = api.deletes(HOUR).source();
    source.news();
    api.customers.delete("1");
    source.putClockForward(HOUR);
    source.poll();
    api.server.fail(new Fault.BreaksOff());
    assertThatThrownBy(source::poll).isInstanceOf(SourceUnavailableException.class);
    source.restart();
    api.asked();

    assertThat(source.news()).containsExactly("delete 1");
    assertThat(api.asked().get(0)).doesNotContain("cursor", "updated_since");
  }

  @Test
  void a_record_that_is_broken_now_is_not_gone() throws Exception {
    PolledApi source = api.withoutCursor().source();
    source.news();

    api.putBroken(2, "{\"id\": 2, \"name\": 7}");
    assertThat(source.news()).singleElement().asString().startsWith("malformed");

    api.customers.delete("1");
    api.putBroken(3, "{\"name\": \"who?\"}");
    assertThat(source.news()).singleElement().asString().startsWith("malformed");
    api.put(3, "Edsger");
    assertThat(source.news()).contains("delete 1").doesNotContain("delete 2", "delete 3");
  }

  @Test
  void where_pages_are_numbered_two_readings_in_a_row_have_to_miss_a_record() throws Exception {
    api.put(4, "Barbara");
    PolledApi source = api.offsetsOfTwo().deletes(HOUR).source();
    source.news();
    source.putClockForward(HOUR);
    source.poll();
    api.customers.delete("1"); // 3 moves to the page that was read

    assertThat(source.news()).doesNotContain("delete 3");
    assertThat(source.news()).as("read as a whole at once").isEmpty();
    assertThat(source.news()).containsExactly("delete 1");
    api.asked();
    assertThat(source.news()).isEmpty();
    assertThat(api.asked()).allMatch(asked -> asked.contains("updated_since"));
  }

  @Test
  void what_one_reading_missed_is_looked_for_after_a_restart() throws Exception {
    PolledApi source = api.withoutCursor().offsetsOfTwo().source();
    source.news();
    api.put(4, "Barbara");
    api.put(5, "Donald");
    api.customers.delete("2");
    assertThat(source.news()).doesNotContain("delete 2");

    source.restart();

    assertThat(source.news()).as("the first one again").isEmpty();
    assertThat(source.news()).containsExactly("delete 2");
    assertThat(source.news()).isEmpty();
  }

  @Test
  void what_fits_into_one_numbered_page_is_not_looked_for_twice() throws Exception {
    api.customers.delete("3");
    api.put(2, "Grace");
    PolledApi source =
        api.withoutCursor()
            .paging(new PagingOptions(By.PAGE, null, 100, "per_page", 1, null))
            .source();
    source.news();
    api.customers.delete("2");

    assertThat(source.news()).containsExactly("delete 2");
  }

  @Test
  void more_than_there_may_be_stop_the_job() throws Exception {
    PolledApi source = api.withoutCursor().source();
    for (int id = 10; id < 1010; id++) {
      api.put(id, "many");
    }

    assertThatThrownBy(source::news).hasMessageContaining("tracked_rows");
  }
}
