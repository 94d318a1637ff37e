package io.esync.connectors.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.List;

/** Whether an event is of some kind, e.g. {@code {header: X-GitHub-Event, is: [issues]}}. */
public record Condition(
    @Option(value = "Name of the header that tells.", optional = true, example = "X-GitHub-Event")
        String header,
    @Option(
            value = "JSON pointer to what tells in the event, instead of a header.",
            optional = true,
            example = "/type")
        String pointer,
    @Option(value = "The texts of which one has to stand there.", example = "[issues]")
        List<String> is)
    implements Serializable {

  public Condition {
    new Place(header, pointer);
    is = List.copyOf(is);
    if (is.isEmpty()) {
      throw new IllegalArgumentException("is must name at least one text");
    }
  }

  /** Whether it can be decided without the body. */
  boolean asksHeader() {
    return header != null;
  }

  /**
   * Whether the event is of that kind.
   *
   * @param body null where it cannot be read
   */
  boolean holds(Request request, JsonNode body) {
    return new Place(header, pointer).text(request, body).filter(is::contains).isPresent();
  }
}
