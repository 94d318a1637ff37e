package io.esync.connectors.spi.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is asked of a server.
 *
 * @param method such as {@code GET}
 * @param body null for none
 */
public record HttpCall(String method, Address address, Map<String, String> headers, String body) {
  public HttpCall {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(address, "address");
    headers = Map.copyOf(headers);
  }

  public static HttpCall get(Address address) {
    return new HttpCall("GET", address, Map.of(), null);
  }

  /** The same with that header, in the place of one of the same name. */
  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, address, more, body);
  }

  /** The same of another address. */
  HttpCall to(Address other) {
    return new HttpCall(method, other, headers, body);
  }

  /**
   * @throws HttpFailure if a header is none; Java's own failure shows its value
   */
  HttpRequest request() throws HttpFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      set(request, header.getKey(), header.getValue());
    }
    return request.build();
  }

  private void set(HttpRequest.Builder request, String header, String value) throws HttpFailure {
    try {
      request.setHeader(header, value);
    } catch (IllegalArgumentException e) {
      String message =
          "%s is not made: HTTP takes no header '%s' of that name and value; does the value end in a line feed?"
              .formatted(this, header);
      throw new HttpFailure(HttpFailure.NO_ANSWER, false, message, null);
    }
  }

  /** Method and address without what may be secret. */
  @Override
  public String toString() {
    return method + " " + address;
  }
}
