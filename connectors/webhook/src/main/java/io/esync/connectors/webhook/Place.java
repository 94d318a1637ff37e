package io.esync.connectors.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.Optional;

/** Where a text stands in an event: in a header, or in its body. */
public record Place(
    @Option(value = "Name of the header.", optional = true, example = "X-GitHub-Delivery")
        String header,
    @Option(
            value = "JSON pointer to a text, number or boolean of the event.",
            optional = true,
            example = "/id")
        String pointer)
    implements Serializable {

  public Place {
    if ((header == null) == (pointer == null)) {
      throw new IllegalArgumentException("name exactly one of header and pointer");
    }
    if (pointer != null) {
      JsonPointer.compile(pointer);
    }
  }

  /** Whether it can be found in what is no JSON. */
  boolean isHeader() {
    return header != null;
  }

  /**
   * The text that stands there.
   *
   * @param body null where it cannot be read
   */
  Optional<String> text(Request request, JsonNode body) {
    if (header != null) {
      return Optional.ofNullable(request.header(header)).filter(text -> !text.isEmpty());
    }
    return Optional.ofNullable(body)
        .map(event -> event.at(pointer))
        .filter(found -> found.isValueNode() && !found.isNull() && !found.asText().isEmpty())
        .map(JsonNode::asText);
  }

  @Override
  public String toString() {
    return header == null ? "pointer " + pointer : "header " + header;
  }
}
