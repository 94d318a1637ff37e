package io.esync.connectors.webhook;

import java.util.Map;
import java.util.TreeMap;

/** A request that is here as a whole. */
final class Request {
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  Request(Map<String, String> headers, byte[] body) {
    this.headers.putAll(headers);
    this.body = body;
  }

  /** The header, however its name is written; null where there is none. */
  String header(String name) {
    return headers.get(name);
  }

  /** The body as it came. */
  byte[] body() {
    return body;
  }
}
