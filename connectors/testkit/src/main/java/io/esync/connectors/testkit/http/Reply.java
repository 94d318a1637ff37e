package io.esync.connectors.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by name; the length is added
 */
public record Reply(int status, Map<String, String> headers, String body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply of(int status, String body) {
    return new Reply(status, Map.of(), body);
  }

  /** 200 with JSON. */
  public static Reply json(String body) {
    return of(200, body).with("Content-Type", "application/json");
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  byte[] head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (status != 204 && status != 304) {
      head.append("Content-Length: " + bytes().length + "\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
