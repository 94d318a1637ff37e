package io.esync.connectors.spi.http;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** What proves to a server who asks. For any number of threads. */
interface Credentials {
  /**
   * What is added to a request: a header, or a parameter.
   *
   * @param name of the header or parameter; null where nothing is added
   */
  record Proof(String name, String value, boolean inQuery) {
    static final Proof NONE = new Proof(null, null, false);

    static Proof header(String name, String value) {
      return new Proof(name, value, false);
    }

    static Proof bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    HttpCall on(HttpCall call) {
      if (name == null) {
        return call;
      }
      return inQuery ? call.to(call.address().with(name, value)) : call.with(name, value);
    }
  }

  /** What a request bears now. */
  Proof proof() throws HttpFailure, InterruptedException;

  /** The server did not take {@code refused}: whether there is another one to try. */
  default boolean renew(Proof refused) {
    return false;
  }

  /** What must never be shown. */
  List<String> secrets();

  /** A parameter of addresses that must not be kept; null for none. */
  default String parameter() {
    return null;
  }

  /**
   * The credentials that are configured.
   *
   * @param auth null for none
   */
  static Credentials of(AuthOptions auth, Transport transport, InstantSource clock) {
    if (auth == null) {
      return new Fixed(Proof.NONE, List.of());
    }
    if (auth.bearer() != null) {
      String token = auth.bearer().reveal();
      return new Fixed(Proof.bearer(token), List.of(token));
    }
    if (auth.basic() != null) {
      String password = auth.basic().password().reveal();
      String encoded = basic(auth.basic().username(), password);
      return new Fixed(
          Proof.header("Authorization", "Basic " + encoded), List.of(password, encoded));
    }
    if (auth.apiKey() != null) {
      AuthOptions.ApiKey key = auth.apiKey();
      String value = key.value().reveal();
      boolean inQuery = key.query() != null;
      return new Fixed(
          new Proof(inQuery ? key.query() : key.header(), value, inQuery), List.of(value));
    }
    return new OAuthTokens(auth.oauth2(), transport, clock);
  }

  static String basic(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The same for ever. */
  record Fixed(Proof proof, List<String> secrets) implements Credentials {
    @Override
    public String parameter() {
      return proof.inQuery() ? proof.name() : null;
    }
  }
}
