package io.esync.connectors.spi.http;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The address of something on a server of HTTP: http or https, with neither user nor fragment. */
public record Address(URI uri) implements Serializable {
  private static final List<String> SCHEMES = List.of("http", "https");

  /**
   * The address that {@code text} is.
   *
   * @throws IllegalArgumentException for people, if it is none; without its text where that may
   *     hold a secret
   */
  public static Address of(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "an address of HTTP is no valid URL: " + e.getReason() + " at " + e.getIndex());
    }
    // Java finds no user where it takes the host's name for an odd one.
    if (String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException(
          "an address of HTTP must not hold a user or a password; say them by 'auth'");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "'"
              + text.replaceFirst("[?#].*", "")
              + "' is no address of HTTP; write one like https://api.example.com/v1");
    }
    return new Address(uri);
  }

  /** What lies below this one's path; {@code path} may have a query and begin with a slash. */
  public Address below(String path) {
    String base = text().replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return path.isEmpty() ? this : of(base + (path.startsWith("/") ? "" : "/") + path);
  }

  /** What a link in an answer of this one leads to, absolute or not. */
  public Address linked(String link) {
    if (link.startsWith("?")) { // which Java resolves as an older standard did
      return of(text().replaceFirst("[?#].*", "") + link);
    }
    try {
      return of(uri.resolve(new URI(link)).toString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a link that is no URL: " + e.getReason(), e);
    }
  }

  /** The same with that parameter, in the place of one of the same name. */
  public Address with(String parameter, String value) {
    Stream<String> added =
        Stream.of(encode(parameter) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return query(Stream.concat(others(parameter), added));
  }

  /** The same without that parameter. */
  public Address without(String parameter) {
    return query(others(parameter));
  }

  private Stream<String> others(String parameter) {
    String query = uri.getRawQuery();
    return query == null || query.isEmpty()
        ? Stream.of()
        : Arrays.stream(query.split("&", -1)).filter(each -> !isNamed(each, parameter));
  }

  private static boolean isNamed(String parameter, String name) {
    int equals = parameter.indexOf('=');
    String found = equals < 0 ? parameter : parameter.substring(0, equals);
    return URLDecoder.decode(found, StandardCharsets.UTF_8).equals(name);
  }

  private Address query(Stream<String> parameters) {
    String query = parameters.collect(Collectors.joining("&"));
    String base = text().replaceFirst("[?#].*", "");
    return of(query.isEmpty() ? base : base + "?" + query);
  }

  /**
   * {@code text} as it stands in a path or a parameter: all but letters, digits and -._~ escaped.
   */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Whether the same server is asked, in the same way. */
  public boolean isSameServer(Address other) {
    return uri.getScheme().equalsIgnoreCase(other.uri.getScheme())
        && uri.getHost().equalsIgnoreCase(other.uri.getHost())
        && port() == other.port();
  }

  private int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** All of it. */
  public String text() {
    return uri.toString();
  }

  /** What may be shown: without the query, which may hold a key. */
  @Override
  public String toString() {
    return uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + Objects.requireNonNullElse(uri.getRawPath(), "");
  }
}
