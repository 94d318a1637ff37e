package io.esync.connectors.kafka.client;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.net.URI;

/** Where schemas are registered, e.g. {@code {url: "https://registry:8081"}}. */
public record RegistryConfig(
    @Option(
            value = "Address of a schema registry with Confluent's interface.",
            example = "http://localhost:8081")
        String url,
    @Option(value = "User, where the registry asks for a password.", optional = true)
        String username,
    @Option(value = "Password of the user; a reference to a secret.", optional = true)
        Secret password,
    @Option(
            value = "Token that is shown instead of a password (bearer); a reference to a secret.",
            optional = true)
        Secret token)
    implements Serializable {
  public RegistryConfig {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("registry: url '" + url + "' is no address", e);
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "registry: url '" + url + "' is not like http://localhost:8081");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "registry: the url names a user, which would be shown; use username and password");
    }
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException("registry: username and password go together");
    }
    if (username != null && token != null) {
      throw new IllegalArgumentException("registry: either a password or a token, not both");
    }
  }

  /** The address of {@code path} in the registry. */
  URI resolve(String path) {
    return URI.create(url.replaceAll("/+$", "") + path);
  }
}
