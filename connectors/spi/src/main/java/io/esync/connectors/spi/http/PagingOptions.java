package io.esync.connectors.spi.http;

import com.fasterxml.jackson.core.JsonPointer;
import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.Locale;

/** How an API hands out what does not fit into one answer. */
public record PagingOptions(
    @Option(
            value =
                "What leads to the next page: 'none', the header 'link' with rel=\"next\", the"
                    + " number of a 'page', an 'offset', or a 'cursor' in the answer before.",
            defaultValue = "none")
        By by,
    @Option(
            value =
                "Parameter that names the page; by default 'page', 'offset' or 'cursor'. Not for"
                    + " 'link'.",
            optional = true,
            example = "page")
        String param,
    @Option(
            value =
                "Most records of a page. Where a page holds fewer it is the last one, unless a link"
                    + " or a cursor says so.",
            optional = true,
            example = "100")
        Integer size,
    @Option(
            value = "Parameter that holds the size; without it the size is not sent.",
            optional = true,
            example = "per_page")
        String sizeParam,
    @Option(value = "Number of the first page.", defaultValue = "1") int first,
    @Option(
            value =
                "JSON pointer to the next page's cursor, or to its whole address. Null, empty or"
                    + " missing it says that there is none. For 'cursor'.",
            optional = true,
            example = "/meta/next_cursor")
        String next)
    implements Serializable {

  /** What leads to the next page. */
  public enum By {
    NONE,
    LINK,
    PAGE,
    OFFSET,
    CURSOR
  }

  public PagingOptions {
    boolean named = by == By.PAGE || by == By.OFFSET || by == By.CURSOR;
    if (param != null && !named) {
      throw new IllegalArgumentException(
          "param names the page of 'page', 'offset' and 'cursor'; take it out");
    }
    if ((by == By.CURSOR) != (next != null)) {
      throw new IllegalArgumentException(
          by == By.CURSOR
              ? "paging by cursor needs 'next', the JSON pointer to it in an answer"
              : "next is for paging by cursor; take it out");
    }
    if (size != null && size < 1) {
      throw new IllegalArgumentException("size must be at least 1, not " + size);
    }
    if (sizeParam != null && size == null) {
      throw new IllegalArgumentException("size_param needs 'size', what to send with it");
    }
    if (next != null) {
      JsonPointer.compile(next);
    }
    if (param == null && named) {
      param = by.name().toLowerCase(Locale.ROOT);
    }
  }
}
