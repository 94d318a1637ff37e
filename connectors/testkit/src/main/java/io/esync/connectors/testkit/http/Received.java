package io.esync.connectors.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param at when it was read
 * @param path as it was sent, its escapes included, without the query
 * @param query the parameters, decoded
 * @param headers by their names in lower case
 */
public record Received(
    Instant at,
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  /** The header; null where it was not sent. */
  public String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The next request of a connection; null at its end. */
  static Received read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String[] parts = first.split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    URI target = URI.create(parts[1]);
    return new Received(
        Instant.now(),
        parts[0],
        target.getRawPath(),
        parameters(target.getRawQuery()),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  /** The parameters of a query or a form. */
  public static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (text != null) {
      for (String parameter : text.split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
          parameters.put(
              decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
        }
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new EOFException("the request ends in a line");
        }
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
