package io.esync.connectors.spi.http;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How an API knows who asks: in exactly one of these ways.
 *
 * <pre>{@code
 * auth: {bearer: "${env:TOKEN}"}
 * auth: {basic: {username: esync, password: "${env:PASSWORD}"}}
 * auth: {api_key: {header: X-Api-Key, value: "${env:API_KEY}"}}
 * auth: {oauth2: {token_url: "https://id.example.com/token", client_id: esync, client_secret: "${env:SECRET}"}}
 * }</pre>
 */
public record AuthOptions(
    @Option(value = "User and password.", optional = true) Basic basic,
    @Option(
            value = "A token that does not end; a reference to a secret.",
            optional = true,
            example = "${env:TOKEN}")
        Secret bearer,
    @Option(value = "A key in a header or a parameter of each request.", optional = true)
        ApiKey apiKey,
    @Option(
            value =
                "Tokens by OAuth 2 for client credentials: one is asked for when it is needed, kept"
                    + " until shortly before it ends, and asked for anew after an answer 401.",
            optional = true)
        OAuth2 oauth2)
    implements Serializable {

  public AuthOptions {
    if (Stream.of(basic, bearer, apiKey, oauth2).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException(
          "auth takes exactly one of basic, bearer, api_key and oauth2; without any of them leave"
              + " auth out");
    }
  }

  /** User and password. */
  public record Basic(
      @Option(value = "User.", example = "esync") String username,
      @Option(value = "Password; a reference to a secret.", example = "${env:PASSWORD}")
          Secret password)
      implements Serializable {
    public Basic {
      if (username.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a username of basic auth holds no colon");
      }
    }
  }

  /** A key that stands in each request. */
  public record ApiKey(
      @Option(value = "Header that holds the key.", optional = true, example = "X-Api-Key")
          String header,
      @Option(
              value =
                  "Parameter that holds the key, where it is no header. Servers and proxies write it"
                      + " into their logs.",
              optional = true,
              example = "api_key")
          String query,
      @Option(value = "The key; a reference to a secret.", example = "${env:API_KEY}") Secret value)
      implements Serializable {
    public ApiKey {
      if ((header == null) == (query == null)) {
        throw new IllegalArgumentException("an api_key stands in 'header' or in 'query'");
      }
    }
  }

  /** Where tokens come from. */
  public record OAuth2(
      @Option(
              value = "Address that gives out tokens.",
              example = "https://id.example.com/oauth/token")
          String tokenUrl,
      @Option(value = "Who asks.", example = "esync") String clientId,
      @Option(value = "Secret of the client; a reference.", example = "${env:CLIENT_SECRET}")
          Secret clientSecret,
      @Option(value = "What the token is to allow.", optional = true, example = "read:contacts")
          String scope,
      @Option(
              value = "Further parameters of the request for a token.",
              optional = true,
              example = "{audience: \"https://api.example.com\"}")
          Map<String, String> parameters,
      @Option(
              value =
                  "Where the client's id and secret stand: 'header' (Basic, what the standard asks"
                      + " servers to know) or 'body'.",
              defaultValue = "header")
          ClientIn clientIn)
      implements Serializable {
    public OAuth2 {
      parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
      Address.of(tokenUrl);
    }
  }

  /** Where the client's id and secret stand in a request for a token. */
  public enum ClientIn {
    HEADER,
    BODY
  }

  /**
   * Checks headers that are configured beside.
   *
   * @throws IllegalArgumentException for people, if one of them would hold a secret
   */
  public static void requireNoSecret(Map<String, String> headers) {
    for (String name : headers.keySet()) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "authorization", "proxy-authorization", "cookie" ->
            throw new IllegalArgumentException(
                "headers: '" + name + "' holds a secret; say it by 'auth', which never shows it");
        default -> {}
      }
    }
  }
}
