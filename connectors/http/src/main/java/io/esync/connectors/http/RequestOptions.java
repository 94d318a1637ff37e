package io.esync.connectors.http;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** How one kind of change is sent. */
public record RequestOptions(
    @Option(value = "Method of the request: PUT, POST, PATCH or DELETE.", example = "PUT")
        String method,
    @Option(
            value =
                "Path below the target's url, with fields of the row as {{field}}; their text is"
                    + " escaped.",
            example = "\"/customers/{{id}}\"")
        String path,
    @Option(
            value =
                "JSON to send, with fields of the row as {{field}}: outside of quotes as JSON values,"
                    + " within quotes as text. {{@row}} is all of the row; {{@entity}}, {{@op}}"
                    + " (upsert or delete), {{@source}}, {{@version}}, {{@time}} (of the change, or"
                    + " null) and {{@idempotency_key}} tell of the change. By default the row, and"
                    + " with the method DELETE nothing.",
            optional = true,
            example = "'{\"name\": {{name}}, \"label\": \"customer {{id}}\"}'")
        String body)
    implements Serializable {

  private static final String DELETE = "DELETE";
  private static final List<String> METHODS = List.of("PUT", "POST", "PATCH", DELETE);

  public RequestOptions {
    method = method.toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("method must be one of " + METHODS + ", not " + method);
    }
    PathTemplate.of(path);
    if (body != null) {
      JsonTemplate.of(body);
    }
  }

  /** Whether to make such a request twice may do more than to make it once. */
  boolean needsIdempotencyKey() {
    return method.equals("POST") || method.equals("PATCH");
  }

  /** Whether there is something to send. */
  boolean hasBody() {
    return body != null || !method.equals(DELETE);
  }

  JsonTemplate bodyTemplate() {
    return JsonTemplate.of(body == null ? "{{@row}}" : body);
  }
}
