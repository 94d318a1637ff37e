package io.esync.connectors.spi.http;

import io.esync.connectors.spi.http.PagingOptions.By;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds from one page to the next. A page is named by a text that can be kept: its number, its
 * offset, its cursor or its address.
 */
public final class Pages {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern NEXT =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*(\"([^\"]*\\s)?next(\\s[^\"]*)?\"|next\\b)");

  private final PagingOptions options;
  private final UnaryOperator<Address> kept;

  /**
   * Finds pages.
   *
   * @param kept takes out of an address what must not be kept, see {@link ApiClient#unproved}
   */
  public Pages(PagingOptions options, UnaryOperator<Address> kept) {
    this.options = options;
    this.kept = kept;
  }

  /**
   * Where a page is.
   *
   * @param first what is asked for, without paging
   * @param name of the page; null for the first one
   */
  public Address address(Address first, String name) {
    if (name != null && isAddress(name)) {
      return Address.of(name);
    }
    Address page = first;
    if (options.sizeParam() != null) {
      page = page.with(options.sizeParam(), options.size().toString());
    }
    if (name != null) {
      return page.with(options.param(), name);
    }
    return switch (options.by()) {
      case PAGE -> page.with(options.param(), String.valueOf(options.first()));
      case OFFSET -> page.with(options.param(), "0");
      default -> page;
    };
  }

  private boolean isAddress(String name) {
    return options.by() == By.LINK
        || (options.by() == By.CURSOR && name.matches("(?i)https?://.*"));
  }

  /**
   * The name of the page after one.
   *
   * @param name of that page; null for the first one
   * @param asked its address
   * @param records how many it holds
   * @return empty where it is the last one
   * @throws IllegalArgumentException for people, if the page leads to another server
   */
  public Optional<String> next(
      String name, Address asked, HttpReply reply, JsonPage page, int records) {
    return switch (options.by()) {
      case NONE -> Optional.empty();
      case LINK -> link(reply).map(link -> sameServer(asked, link));
      case CURSOR -> page.text(options.next()).map(next -> cursor(asked, next));
      case PAGE -> counted(records, number(name, options.first()) + 1L);
      case OFFSET -> counted(records, number(name, 0) + records);
    };
  }

  private static Optional<String> link(HttpReply reply) {
    for (String header : reply.headers().allValues("Link")) {
      for (Matcher link = LINK.matcher(header); link.find(); ) {
        if (NEXT.matcher(link.group(2)).find()) {
          return Optional.of(link.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private String cursor(Address asked, String next) {
    return next.startsWith("/") || next.matches("(?i)https?://.*") ? sameServer(asked, next) : next;
  }

  /** Another server must not be shown what proves us to this one. */
  private String sameServer(Address asked, String link) {
    Address next = asked.linked(link);
    if (!next.isSameServer(asked)) {
      throw new IllegalArgumentException(
          asked + " names a next page on another server, " + next + ", which is not followed");
    }
    return kept.apply(next).text();
  }

  private Optional<String> counted(int records, long next) {
    boolean last = records == 0 || (options.size() != null && records < options.size());
    return last ? Optional.empty() : Optional.of(String.valueOf(next));
  }

  private static long number(String name, long first) {
    return name == null ? first : Long.parseLong(name);
  }
}
