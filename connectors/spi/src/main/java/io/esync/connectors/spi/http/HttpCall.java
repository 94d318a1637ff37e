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

  HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::setHeader);
    return request.build();
  }

  /** Method and address without what may be secret. */
  @Override
  public String toString() {
    return method + " " + address;
  }
}
