package io.esync.connectors.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.http.PagingOptions.By;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Address FIRST = Address.of("https://api.example.com/v1/things?status=new");

  private static Pages pages(By by, Integer size, String next) {
    PagingOptions options =
        new PagingOptions(by, null, size, size == null ? null : "per_page", 1, next);
    return new Pages(options, UnaryOperator.identity());
  }

  private static Optional<String> next(Pages pages, String name, String body, String link) {
    Map<String, List<String>> headers = link == null ? Map.of() : Map.of("Link", List.of(link));
    HttpReply reply = new HttpReply(200, HttpHeaders.of(headers, (a, b) -> true), body);
    JsonPage page = new JsonPage(body);
    return pages.next(name, pages.address(FIRST, name), reply, page, page.elements("/data").size());
  }

  @Test
  void numbers_of_pages_rise_until_one_is_not_full() {
    Pages pages = pages(By.PAGE, 2, null);

    assertThat(pages.address(FIRST, null).text())
        .isEqualTo("https://api.example.com/v1/things?status=new&per_page=2&page=1");
    assertThat(next(pages, null, "{\"data\": [1, 2]}", null)).hasValue("2");
    assertThat(pages.address(FIRST, "2").text()).endsWith("page=2");
    assertThat(next(pages, "2", "{\"data\": [3]}", null)).isEmpty();
  }

  @Test
  void without_a_size_the_last_page_is_empty() {
    Pages pages = pages(By.OFFSET, null, null);

    assertThat(next(pages, "40", "{\"data\": [1, 2]}", null)).hasValue("42");
    assertThat(next(pages, "42", "{\"data\": []}", null)).isEmpty();
  }

  @Test
  void links_are_followed_by_their_relation() {
    Pages pages = pages(By.LINK, null, null);
    String link =
        "</v1/things?after=a,b>; rel=\"prev\", <?after=x>; title=\"next, please\"; rel=\"last next\"";

    assertThat(next(pages, null, "{\"data\": [1]}", link))
        .hasValue("https://api.example.com/v1/things?after=x");
    assertThat(next(pages, null, "{\"data\": [1]}", "<?a>; rel=prev, <?b>; rel=nextish")).isEmpty();
    assertThat(next(pages, null, "{\"data\": [1]}", "<?b>; REL=next")).isPresent();
    assertThat(next(pages, null, "{\"data\": [1]}", null)).isEmpty();
    assertThatThrownBy(
            () -> next(pages, null, "{\"data\": [1]}", "<http://api.example.com/v1>; rel=next"))
        .hasMessageContaining("another server");
  }

  @Test
  void a_cursor_may_be_a_text_or_an_address() {
    Pages pages = pages(By.CURSOR, null, "/meta/next");

    assertThat(next(pages, null, "{\"data\": [1], \"meta\": {\"next\": \"a b\"}}", null))
        .hasValue("a b");
    assertThat(pages.address(FIRST, "a b").text()).endsWith("?status=new&cursor=a+b");
    assertThat(next(pages, null, "{\"data\": [1], \"meta\": {\"next\": \"/v1/x?c=2\"}}", null))
        .hasValue("https://api.example.com/v1/x?c=2");
    assertThat(next(pages, "q", "{\"data\": [1], \"meta\": {\"next\": null}}", null)).isEmpty();
    assertThat(next(pages, "q", "{\"data\": [1], \"meta\": {\"next\": \"\"}}", null)).isEmpty();
  }
}
